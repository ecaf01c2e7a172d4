"""The token endpoint as its contract has it: what we send fits, and only a whole answer counts."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any
from urllib.parse import parse_qsl

import httpx
import pytest
from jsonschema import Draft202012Validator
from sqlalchemy import select, update

from oauth import provider, tokens
from oauth.models import Install
from plugin.crm import wire
from plugin.crm.errors import CrmError, CrmRefused, CrmUnavailable, LocationInactive, RateLimited
from plugin.locations.book import Place
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.crm_world import install
from tests.sandbox_crm import Sandbox
from tests.shared import shared

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
GOOD = {
    "access_token": "a", "refresh_token": "r", "token_type": "Bearer", "expires_in": 86_399, "userType": "Location",
    "scope": "contacts.readonly contacts.write", "companyId": "c", "locationId": "l", "userId": "u",
}  # fmt: skip


class Endpoint:
    """Stands where the wire is: keeps what is sent, answers what it was given."""

    def __init__(self, status: int, body: Any) -> None:
        self.status, self.body, self.sent = status, body, list[httpx.Request]()

    def __call__(self, request: httpx.Request) -> httpx.Response:
        self.sent.append(request)
        content = self.body if isinstance(self.body, bytes) else json.dumps(self.body).encode()
        return httpx.Response(self.status, content=content, request=request)


def answering(monkeypatch: pytest.MonkeyPatch, status: int, body: Any) -> Endpoint:
    endpoint = Endpoint(status, body)
    monkeypatch.setattr(wire, "send", endpoint)
    return endpoint


def test_what_we_send_is_a_form_of_the_contracts_fields(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    endpoint = answering(monkeypatch, 200, GOOD)
    provider.exchange(settings, "the code&", NOW)
    provider.refresh(settings, "the token", NOW)
    schema = json.loads(shared("crm/api/oauth.json").read_text())["components"]["schemas"]["GetAccessCodebodyDto"]
    for request, grant_type in zip(endpoint.sent, ("authorization_code", "refresh_token"), strict=True):
        form = dict(parse_qsl(request.content.decode()))
        assert request.headers["Content-Type"].startswith("application/x-www-form-urlencoded")
        assert "Authorization" not in request.headers
        Draft202012Validator({**schema, "additionalProperties": False}).validate(form)
        assert form["grant_type"] == grant_type
        assert form["redirect_uri"] == "http://app.example/oauth/callback"
    assert dict(parse_qsl(endpoint.sent[0].content.decode()))["code"] == "the code&"


def test_a_whole_answer_is_a_grant(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    answering(monkeypatch, 200, {**GOOD, "newInTheirAnswer": {"x": 1}})
    grant = provider.exchange(settings, "code", NOW)
    assert (grant.access_token, grant.user_type, grant.crm_location_id) == ("a", "Location", "l")
    assert grant.expires_at == NOW + timedelta(seconds=86_399)
    assert grant.scopes == ("contacts.readonly", "contacts.write")


@pytest.mark.parametrize(
    ("status", "body", "error"),
    [
        (400, {"statusCode": 400, "message": "Invalid grant: refresh token is invalid"}, provider.GrantRefused),
        (400, {"error": "invalid_grant", "error_description": "This refresh token is invalid"}, provider.GrantRefused),
        (401, {"error": "invalid_grant", "message": "Unauthorized"}, provider.GrantRefused),
        (422, {"message": ["invalid grant"], "error": "Unprocessable Entity"}, provider.GrantRefused),
        (422, {"message": ["Invalid code"]}, provider.GrantRefused),
        (401, {"message": "Invalid client: client is invalid", "error": "Unauthorized"}, CrmRefused),
        (400, {"message": "Missing parameter: refreshToken"}, CrmRefused),
        (422, {"message": ["user_type must be one of the following values"]}, CrmRefused),
        (404, {"message": "Cannot POST /oauth/token"}, CrmRefused),
        (400, {"message": "Location is not active"}, LocationInactive),
        (429, {"message": "Too Many Requests"}, RateLimited),
        (500, {"access_token": "a", "refresh_token": "r", "expires_in": 5}, CrmUnavailable),
        (302, b"", CrmUnavailable), (200, b"<html>", CrmUnavailable), (200, [], CrmUnavailable),
        (200, {}, CrmUnavailable), (200, {"message": "ok"}, CrmUnavailable),
        (200, {**GOOD, "error": "x"}, CrmUnavailable), (200, {**GOOD, "expires_in": [5]}, CrmUnavailable),
        (200, {**GOOD, "access_token": ""}, CrmUnavailable), (200, {**GOOD, "expires_in": "soon"}, CrmUnavailable),
    ],
)  # fmt: skip
def test_each_other_answer_means_one_thing(
    settings: Settings, monkeypatch: pytest.MonkeyPatch, status: int, body: Any, error: type[CrmError]
) -> None:
    answering(monkeypatch, status, body)
    for ask in (provider.exchange, provider.refresh):
        with pytest.raises(CrmError) as caught:
            ask(settings, "x", NOW)
        assert type(caught.value) is error


@pytest.fixture
def expired(crm_settings: Settings, sandbox: Sandbox) -> Place:
    place = install(sandbox)
    with tenant(place.location_id) as session:
        session.execute(update(Install).values(expires_at=datetime.now(UTC) - timedelta(minutes=1)))
    return place


@pytest.mark.parametrize("odd", [{"access_token": None}, {"expires_in": None}, {"locationId": "an0ther"}], ids=str)
def test_an_odd_answer_to_a_refresh_stores_nothing(
    expired: Place, monkeypatch: pytest.MonkeyPatch, odd: dict[str, Any]
) -> None:
    def kept() -> tuple[Any, ...]:
        with tenant(expired.location_id) as session:
            row = session.execute(select(Install.access_token, Install.refresh_token, Install.expires_at)).one()
        return tuple(row)

    before = kept()
    answering(monkeypatch, 200, {**GOOD, "locationId": expired.crm_location_id, **odd})
    with pytest.raises(CrmUnavailable):
        tokens.token_for(expired.location_id)
    assert kept() == before


def test_a_refresh_that_gives_no_new_refresh_token_keeps_the_old(
    expired: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    with tenant(expired.location_id) as session:
        before = session.scalar(select(Install.refresh_token))
    answering(monkeypatch, 200, {**GOOD, "locationId": expired.crm_location_id, "refresh_token": None})
    assert tokens.token_for(expired.location_id) == "a"
    with tenant(expired.location_id) as session:
        assert session.scalar(select(Install.refresh_token)) == before
