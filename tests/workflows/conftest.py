"""The CRM as its workflows call us: bodies in its shape, with the secret that an operator has set there."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from flask.testing import FlaskClient

from plugin import db
from plugin.app import create_app
from plugin.settings import Settings
from tests.cast import Tenant
from tests.dashboard import Answer

SECRET = "workflow-secret-" + "0" * 32
TARGET = "https://services.leadconnectorhq.com/workflows-marketplace/triggers/execute"


@dataclass(frozen=True)
class Workflow:
    """One workflow of an account, which has our triggers and steps in it."""

    client: FlaskClient
    account: Tenant
    id: str = field(default_factory=lambda: secrets.token_hex(10))

    def call(self, method: str, path: str, secret: str | None = SECRET, **sent: Any) -> Answer:
        headers = {} if secret is None else {"X-Workflow-Secret": secret}
        answer = self.client.open(f"/workflows{path}", method=method, headers=headers, **sent)
        return Answer(answer.status_code, answer.get_json(silent=True))

    def extras(self, **changes: Any) -> dict[str, Any]:
        said = {"locationId": self.account.crm_location_id, "workflowId": self.id, **changes}
        return {name: value for name, value in said.items() if value is not None}

    def tell(self, word: str, trigger_id: str, key: str = "link_clicked", **changes: Any) -> Answer:
        """CREATED, UPDATED or DELETED, as the CRM says it of a trigger of ours."""
        data = {
            "id": trigger_id, "key": key, "filters": [], "eventType": word, "targetUrl": f"{TARGET}/abc/{trigger_id}",
            **changes,
        }  # fmt: skip
        extras = self.extras(companyId=self.account.crm_company_id)
        return self.call(
            "POST", "/triggers", json={"triggerData": data, "meta": {"key": key, "version": "1.0"}, "extras": extras}
        )

    def step(self, key: str, contact_id: str | None, **data: Any) -> Answer:
        """A contact comes to a step of ours."""
        body = {"data": data, "extras": self.extras(contactId=contact_id), "meta": {"key": key, "version": "1.0"}}
        return self.call("POST", f"/actions/{key}", json=body)


@pytest.fixture
def client(settings: Settings) -> Iterator[FlaskClient]:
    """The app, with a secret for workflows."""
    told = dataclasses.replace(settings, crm_workflow_secrets=("another-" + "1" * 32, SECRET))
    db.configure(told)
    yield create_app(told).test_client()
    db.configure(settings)


@pytest.fixture
def workflow(client: FlaskClient, location: Tenant) -> Workflow:
    return Workflow(client, location)


def contact_id() -> str:
    """An id as the CRM gives them."""
    return secrets.token_hex(10)
