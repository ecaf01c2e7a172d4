"""An account that hears of its contacts: installed in the sandbox, told by the door for events, worked at once."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask.testing import FlaskClient
from sqlalchemy import text

from plugin import db
from plugin.locations.book import Place
from plugin.tenancy import tenant, unscoped
from tests.crm_world import Signer, event, install
from tests.sandbox_crm import Sandbox
from tests.webhooks.people import Known, known_to
from webhooks.models import WebhookEvent
from workers.work_webhook import work_webhook


@dataclass(frozen=True)
class Post:
    """The CRM's post to one account."""

    app: FlaskClient
    signer: Signer
    place: Place

    def raw(self, kind: str, at: datetime | None = None, **body: Any) -> bytes:
        stamp = {"timestamp": (at or datetime.now(UTC)).isoformat()}
        told = {"locationId": self.place.crm_location_id, **stamp, **body}
        return event(kind, db.settings().crm_app_id, **told)

    def send(self, raw: bytes, **headers: str) -> int:
        """The status of the answer."""
        signed = {**self.signer.headers(raw), **headers}
        return self.app.post("/webhooks/crm", data=raw, headers=signed).status_code

    def tell(self, kind: str, at: datetime | None = None, **body: Any) -> str:
        """What came of an event that was told and worked; of now, unless `at` says otherwise."""
        webhook_id = secrets.token_hex(12)
        assert self.send(self.raw(kind, at, webhookId=webhook_id, **body)) == 200
        work_webhook(webhook_id)
        return str(self.kept(webhook_id).outcome)

    def kept(self, webhook_id: str) -> WebhookEvent:
        with unscoped("cron", "tests: what came of it") as session:
            found = session.get_one(WebhookEvent, webhook_id)
            session.expunge(found)
            return found

    def known(self, contact_id: str) -> Known | None:
        return known_to(self.place.location_id, contact_id)

    def rows(self, sql: str, **values: Any) -> list[Mapping[str, Any]]:
        with tenant(self.place.location_id) as session:
            return [dict(row) for row in session.execute(text(sql), values).mappings()]


@pytest.fixture
def post(app: FlaskClient, sandbox: Sandbox) -> Post:
    signer = Signer(Ed25519PrivateKey.generate())
    object.__setattr__(db.settings(), "crm_webhook_keys", (signer.public,))
    return Post(app, signer, install(sandbox))
