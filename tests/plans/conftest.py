"""The marketplace of these tests: it tells an installed account's plan, trial and payments by signed events."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask.testing import FlaskClient
from sqlalchemy import select, text

from plugin import db
from plugin.locations.book import Place
from plugin.tenancy import tenant, unscoped
from tests.cast import Tenant
from tests.crm_world import Signer, event, install
from tests.dashboard import Dashboard, dashboard
from tests.sandbox_crm import Sandbox
from webhooks.models import WebhookEvent
from workers.lapse_plans import lapse_plans
from workers.work_webhook import work_webhook


@dataclass(frozen=True)
class Marketplace:
    """Tells us things over the door for events, and has them worked."""

    app: FlaskClient
    signer: Signer

    def tell(self, kind: str, place: Place | None, at: datetime | None = None, **body: Any) -> str:
        """What came of one event, about an account unless `body` says whom else; its time is now unless given."""
        webhook_id = secrets.token_hex(12)
        about = {"locationId": place.crm_location_id, "companyId": place.crm_company_id} if place else {}
        stamp = {"timestamp": (at or datetime.now(UTC)).isoformat(timespec="milliseconds")}
        raw = event(kind, db.settings().crm_app_id, **{"webhookId": webhook_id, **about, **stamp, **body})
        assert self.app.post("/webhooks/crm", data=raw, headers=self.signer.headers(raw)).status_code == 200
        work_webhook(webhook_id)
        with unscoped("cron", "tests: what came of it") as session:
            return str(session.scalars(select(WebhookEvent.outcome).filter_by(webhook_id=webhook_id)).one())

    def move(self, place: Place, plan_id: str, at: datetime | None = None) -> str:
        """The account is on another plan since `at`."""
        return self.tell("PLAN_CHANGE", place, at, currentPlanId="p", newPlanId=plan_id, userId="u")

    def pay(self, place: Place, status: str, at: datetime | None = None) -> str:
        """A payment stands otherwise since `at`."""
        return self.tell("APP_PAYMENT_STATUS", place, at, userId=None, previousStatus="PENDING", newStatus=status)


@pytest.fixture
def marketplace(app: FlaskClient) -> Marketplace:
    signer = Signer(Ed25519PrivateKey.generate())
    object.__setattr__(db.settings(), "crm_webhook_keys", (signer.public,))
    return Marketplace(app, signer)


@pytest.fixture
def place(app: FlaskClient, sandbox: Sandbox) -> Place:
    """An account of the sandbox, installed on Pro."""
    return install(sandbox)


def at_work(place: Place) -> Dashboard:
    """The dashboard opened in an account of the sandbox."""
    return dashboard(Tenant(place.location_id, place.company_id, place.crm_location_id, place.crm_company_id), "admin")


def plan_of(place: Place) -> str:
    with tenant(place.location_id) as session:
        return str(session.scalar(text("SELECT plan FROM terms")))


def plan_id_of(place: Place) -> str:
    """The marketplace's id of the plan that was told of last."""
    with tenant(place.location_id) as session:
        return str(session.scalar(text("SELECT crm_plan_id FROM installs")))


def days_pass(place: Place, days: float) -> None:
    """The grace of an account is that much older, and what is made to look for its end looks."""
    with tenant(place.location_id) as session:
        session.execute(
            text("UPDATE installs SET grace_until = grace_until - :passed"), {"passed": timedelta(days=days)}
        )
    lapse_plans()
