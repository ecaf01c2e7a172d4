"""An app that stands before a sandbox CRM: installed accounts, callers, signed events."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask.testing import FlaskClient

from oauth import installs
from oauth.grant import grant_of
from plugin import db
from plugin.app import create_app
from plugin.locations.book import Place
from plugin.settings import Settings
from tests.sandbox_crm import Sandbox, start_sandbox


def install(sandbox: Sandbox, location_id: str | None = None) -> Place:
    """An account of the sandbox with us installed, by tokens that the sandbox issued."""
    crm_location_id = location_id or str(sandbox.new_location(name="Alice's Gym")["id"])
    now = datetime.now(UTC)
    return installs.complete(grant_of(sandbox.tokens(crm_location_id), now), now)


def session_of(place: Place, **changes: Any) -> dict[str, Any]:
    """What the CRM says of an admin who is in an account."""
    said = {
        "userId": "u7Zp0QeXwN3rT5yB1sDf",
        "companyId": place.crm_company_id,
        "role": "admin",
        "type": "agency",
        "activeLocation": place.crm_location_id,
        "userName": "Maya Ortiz",
        "email": "maya@example.com",
    }
    return {name: value for name, value in {**said, **changes}.items() if value is not None}


@dataclass(frozen=True)
class Signer:
    """A key of the tests' own, as the CRM's would be."""

    private: Ed25519PrivateKey

    @property
    def public(self) -> str:
        encoding, form = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
        return base64.b64encode(self.private.public_key().public_bytes(encoding, form)).decode()

    def headers(self, raw: bytes) -> dict[str, str]:
        signature = base64.b64encode(self.private.sign(raw)).decode()
        return {"X-GHL-Signature": signature, "Content-Type": "application/json"}


def event(kind: str, app_id: str, **body: Any) -> bytes:
    """The bytes of an event of now; None leaves a field out."""
    stamp = datetime.now(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    told = {"type": kind, "appId": app_id, "timestamp": stamp, "webhookId": secrets.token_hex(12), **body}
    return json.dumps({name: value for name, value in told.items() if value is not None}).encode()


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Sandbox]:
    """One sandbox CRM for this worker's tests; each test makes locations of its own in it."""
    with start_sandbox("--app-url", "http://app.example") as started:
        yield started


@pytest.fixture
def crm_settings(settings: Settings, sandbox: Sandbox) -> Iterator[Settings]:
    """This process, pointed at the sandbox for one test."""
    pointed = sandbox.settings(settings)
    db.configure(pointed)
    yield pointed
    db.configure(settings)


@pytest.fixture
def app(crm_settings: Settings) -> FlaskClient:
    """The app's origin before the sandbox CRM."""
    return create_app(crm_settings).test_client()
