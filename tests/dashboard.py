"""The dashboard's way to the API: calls with the bearer of somebody at work in a location."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Literal

from flask.testing import FlaskClient

from plugin import db
from plugin.app import create_app
from plugin.embed import bearer
from tests.cast import Tenant


@dataclass(frozen=True)
class Answer:
    """What a door said."""

    status: int
    json: Any

    @property
    def code(self) -> str:
        return str(self.json["code"])

    @property
    def field(self) -> str:
        return str(self.json["details"].get("field"))


@dataclass(frozen=True)
class Dashboard:
    """A signed-in page of one location."""

    client: FlaskClient
    headers: dict[str, str]

    def call(self, method: str, path: str, **sent: Any) -> Answer:
        headers = {**self.headers, **sent.pop("headers", {})}
        answer = self.client.open(f"/api{path}", method=method, headers=headers, **sent)
        return Answer(answer.status_code, answer.get_json(silent=True))

    def get(self, path: str, **query: Any) -> Answer:
        return self.call("GET", path, query_string=query)

    def post(self, path: str, **body: Any) -> Answer:
        return self.call("POST", path, json=body)

    def patch(self, path: str, **body: Any) -> Answer:
        return self.call("PATCH", path, json=body)

    def put(self, path: str, **body: Any) -> Answer:
        return self.call("PUT", path, json=body)

    def delete(self, path: str) -> Answer:
        return self.call("DELETE", path)

    def link(self, **fields: Any) -> dict[str, Any]:
        """A link that was really made."""
        answer = self.post("/links", **{"destination": "https://example.com/", **fields})
        assert answer.status == 201, answer
        made: dict[str, Any] = answer.json
        return made


def dashboard(tenant: Tenant, role: Literal["admin", "user"] = "user", *, of_company: bool = False) -> Dashboard:
    """The dashboard opened in a location's account, by its own people or its company's."""
    staff = bearer.Staff(
        location_id=tenant.id, company_id=tenant.company_id, user_id="user-of-the-crm", role=role, generation=1,
        name="Alice", email="alice@example.com", of_company=of_company,
    )  # fmt: skip
    token = bearer.issue(staff, db.settings().secret_key)
    return Dashboard(create_app(db.settings()).test_client(), {"Authorization": f"Bearer {token}"})
