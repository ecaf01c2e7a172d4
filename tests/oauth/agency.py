"""A company of the sandbox with accounts: it consents, its CRM tells us of it, and our workers do what is queued."""

from __future__ import annotations

import secrets
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from oauth.models import CompanyInstall, Install
from plugin import db, jobs
from plugin.crm.errors import CrmError
from plugin.locations import book
from plugin.locations.book import Place
from plugin.locations.models import Company
from plugin.tenancy import company, tenant, unscoped
from tests.crm_world import Signer, event
from tests.sandbox_crm import Sandbox
from webhooks.models import WebhookEvent
from workers.work_webhook import work_webhook


@dataclass
class Agency:
    """One company; `id` is the CRM's."""

    app: FlaskClient
    sandbox: Sandbox
    signer: Signer
    id: str = field(default_factory=lambda: f"C{secrets.token_hex(9)}")

    def account(self, **known: Any) -> str:
        return str(self.sandbox.new_location(company_id=self.id, **known)["id"])

    def code(self, *chosen: str, future: bool = False) -> str:
        """What the CRM sends back after consent for the chosen accounts, or all that there are."""
        chooser = self.app.get("/oauth/start").headers["Location"]
        asked = {name: values[0] for name, values in parse_qs(urlsplit(chooser).query).items()}
        form = {**asked, "location_id": "", "company_id": self.id, "locations": list(chosen)}
        agreed = httpx.post(chooser.split("?")[0], data={**form, "future": "1"} if future else form, trust_env=False)
        return str(urlsplit(agreed.headers["Location"]).query)

    def come_back(self, query: str) -> TestResponse:
        return self.app.get(f"/oauth/callback?{query}")

    def consent(self, *chosen: str, future: bool = False) -> None:
        """Installed for the chosen accounts, with all that follows done."""
        assert self.come_back(self.code(*chosen, future=future)).status_code == 200
        work_off()

    def hear(self, kind: str, at: datetime | None = None, **body: Any) -> str:
        """What came of an event that the CRM told us."""
        webhook_id = secrets.token_hex(12)
        told = {"webhookId": webhook_id, "timestamp": (at or datetime.now(UTC)).isoformat(), **body}
        raw = event(kind, db.settings().crm_app_id, **told)
        assert self.app.post("/webhooks/crm", data=raw, headers=self.signer.headers(raw)).status_code == 200
        work_webhook(webhook_id)
        with unscoped("cron", "tests: what came of it") as session:
            return str(session.get_one(WebhookEvent, webhook_id).outcome)

    @property
    def company_id(self) -> int:
        with tenant(0) as session:
            return session.execute(select(Company.id).where(Company.crm_company_id == self.id)).scalar_one()

    @property
    def own(self) -> CompanyInstall:
        with company(self.company_id) as session:
            found = session.execute(select(CompanyInstall)).scalar_one()
            session.expunge(found)
            return found


def work_off() -> None:
    """Do what is queued, and what that queues."""
    while waiting := [job for name in jobs.QUEUES for job in jobs.queue(name).get_jobs()]:
        for job in waiting:
            job.delete()
            with suppress(CrmError):  # as a worker goes on after a job that failed
                jobs.perform(*job.args)


def empty_queues() -> None:
    """Redis loses what it was told."""
    for name in jobs.QUEUES:
        jobs.queue(name).empty()  # type: ignore[no-untyped-call] # rq gives it no types


def place_of(crm_location_id: str) -> Place:
    found = book.find(crm_location_id)
    assert found
    return found


def install_of(crm_location_id: str) -> Install:
    with tenant(place_of(crm_location_id).location_id) as session:
        found = session.execute(select(Install)).scalar_one()
        session.expunge(found)
        return found


def states(*crm_location_ids: str) -> list[tuple[str, bool]]:
    return [(install_of(each).state, install_of(each).via_company) for each in crm_location_ids]


@pytest.fixture
def agency(app: FlaskClient, sandbox: Sandbox) -> Agency:
    """A company that nobody else knows, before anything is queued."""
    empty_queues()
    signer = Signer(Ed25519PrivateKey.generate())
    object.__setattr__(db.settings(), "crm_webhook_keys", (signer.public,))
    return Agency(app, sandbox, signer)
