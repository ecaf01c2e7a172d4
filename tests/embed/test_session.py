"""The CRM opens us: its word becomes a bearer of fifteen minutes, for an account that has us installed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import update
from werkzeug.test import TestResponse

from oauth import installs
from oauth.models import Install
from plugin import db, rates
from plugin.embed import bearer, rate
from plugin.embed.access import staff_only
from plugin.embed.bearer import Staff
from plugin.embed.models import Seen
from plugin.errors import Forbidden
from plugin.locations.book import Place
from plugin.rates import Rate
from plugin.tenancy import tenant
from tests.crm_world import install, session_of
from tests.sandbox_crm import Sandbox


@pytest.fixture
def place(app: FlaskClient, sandbox: Sandbox) -> Place:
    return install(sandbox)


def sign_in(app: FlaskClient, sandbox: Sandbox, session: dict[str, Any]) -> TestResponse:
    return app.post("/api/session", json={"payload": sandbox.blob(session)})


def me(app: FlaskClient, token: str) -> TestResponse:
    return app.get("/api/me", headers={"Authorization": f"Bearer {token}"})


def refusal(answer: TestResponse) -> tuple[int, str]:
    return answer.status_code, answer.get_json()["code"]


def test_the_crms_word_is_exchanged_for_a_bearer(app: FlaskClient, sandbox: Sandbox, place: Place) -> None:
    answer = sign_in(app, sandbox, session_of(place))
    assert answer.status_code == 200
    body = answer.get_json()
    assert body["expires_in"] == 900
    assert body["me"]["staff"] == {
        "user_id": "u7Zp0QeXwN3rT5yB1sDf", "name": "Maya Ortiz", "email": "maya@example.com", "role": "admin",
    }  # fmt: skip
    assert body["me"]["location"]["id"] == str(place.location_id)
    assert body["me"]["plan"]["name"] == "pro"
    assert body["me"]["short_domain"] == "s.example"
    assert body["me"]["notices"][0]["code"] == "no_geo"
    assert me(app, body["token"]).get_json() == body["me"]
    assert answer.headers["Cache-Control"] == "no-store"
    assert "Set-Cookie" not in answer.headers


def test_the_account_in_front_decides_and_not_the_kind_of_user(
    app: FlaskClient, sandbox: Sandbox, place: Place
) -> None:
    body = sign_in(app, sandbox, session_of(place, type="location", role="user")).get_json()
    assert body["me"]["staff"]["role"] == "user"
    nowhere = session_of(place, activeLocation=None, type="location")
    assert refusal(sign_in(app, sandbox, nowhere)) == (403, "admins_only")


def test_an_account_without_an_install_is_told_so(app: FlaskClient, sandbox: Sandbox, place: Place) -> None:
    stranger = session_of(place, activeLocation="L0cationThatIsNobody")
    assert refusal(sign_in(app, sandbox, stranger)) == (403, "not_installed")
    foreign = session_of(place, companyId="C0mpanyThatIsAnother")
    assert refusal(sign_in(app, sandbox, foreign)) == (403, "not_installed")


def test_a_foreign_blob_is_refused(app: FlaskClient, sandbox: Sandbox, place: Place) -> None:
    payload = sandbox.blob(session_of(place), key="another app's key")
    assert refusal(app.post("/api/session", json={"payload": payload})) == (401, "sso_refused")


@pytest.mark.parametrize("body", [{}, {"payload": None}, {"payload": 5}, {"payload": "x", "more": 1}], ids=str)
def test_a_body_of_another_form_names_the_field(app: FlaskClient, body: dict[str, Any]) -> None:
    assert refusal(app.post("/api/session", json=body)) == (422, "invalid")


def test_the_previous_key_is_good_while_keys_change(app: FlaskClient, sandbox: Sandbox, place: Place) -> None:
    object.__setattr__(db.settings(), "crm_sso_keys", ("the new key", *db.settings().crm_sso_keys))
    assert sign_in(app, sandbox, session_of(place)).status_code == 200


def test_a_blob_is_good_again_for_a_minute_and_then_replayed(app: FlaskClient, sandbox: Sandbox, place: Place) -> None:
    payload = {"payload": sandbox.blob(session_of(place))}
    assert app.post("/api/session", json=payload).status_code == 200
    assert app.post("/api/session", json=payload).status_code == 200
    with tenant(place.location_id) as session:
        session.execute(update(Seen).values(seen_at=datetime.now(UTC) - timedelta(seconds=61)))
    assert refusal(app.post("/api/session", json=payload)) == (401, "sso_replayed")


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer ", "Basic abc", "Bearer a.b.c", "Bearer " + "x" * 5000])
def test_a_forged_bearer_is_refused(app: FlaskClient, header: str) -> None:
    assert refusal(app.get("/api/me", headers={"Authorization": header})) == (401, "unauthorized")


def test_a_bearer_signed_with_another_secret_is_refused(app: FlaskClient, place: Place) -> None:
    staff = Staff(place.location_id, place.company_id, "u", "admin", 1, "", "")
    assert refusal(me(app, bearer.issue(staff, "another secret" * 3))) == (401, "unauthorized")


def test_a_bearer_ends_after_fifteen_minutes(
    app: FlaskClient, place: Place, sandbox: Sandbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    token = sign_in(app, sandbox, session_of(place)).get_json()["token"]
    monkeypatch.setattr(bearer, "LIFE_S", -1)
    assert refusal(me(app, token)) == (401, "bearer_expired")


def test_an_uninstall_ends_sign_in_and_bearers_at_once(app: FlaskClient, sandbox: Sandbox, place: Place) -> None:
    token = sign_in(app, sandbox, session_of(place)).get_json()["token"]
    assert installs.end(place, datetime.now(UTC))
    assert refusal(me(app, token)) == (403, "not_installed")
    assert refusal(sign_in(app, sandbox, session_of(place))) == (403, "not_installed")


def test_a_bearer_of_an_earlier_install_is_no_longer_good(app: FlaskClient, sandbox: Sandbox, place: Place) -> None:
    token = sign_in(app, sandbox, session_of(place)).get_json()["token"]
    installs.end(place, datetime.now(UTC))
    install(sandbox, place.crm_location_id)
    assert refusal(me(app, token)) == (401, "bearer_expired")
    assert sign_in(app, sandbox, session_of(place)).status_code == 200


def test_staff_are_told_what_state_the_install_is_in(app: FlaskClient, sandbox: Sandbox, place: Place) -> None:
    token = sign_in(app, sandbox, session_of(place)).get_json()["token"]
    with tenant(place.location_id) as session:
        session.execute(update(Install).values(state="needs_reinstall"))
    codes = [notice["code"] for notice in me(app, token).get_json()["notices"]]
    assert codes == ["needs_reinstall", "no_geo"]


def test_too_many_tries_from_one_address_are_held_off(app: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "KNOCKS", Rate("knock", 3, 60))
    monkeypatch.setattr(rates, "time", lambda: 1_000_000_030.0)
    there = {"environ_base": {"REMOTE_ADDR": "203.0.113.77"}}
    answers = [app.post("/api/session", json={"payload": "x"}, **there) for _ in range(4)]
    assert [refusal(answer) for answer in answers[2:]] == [(401, "sso_refused"), (429, "rate_limited")]
    assert answers[-1].headers["Retry-After"] == "50"
    elsewhere = {"environ_base": {"REMOTE_ADDR": "203.0.113.78"}}
    assert refusal(app.post("/api/session", json={"payload": "x"}, **elsewhere)) == (401, "sso_refused")


def test_an_admins_view_refuses_other_staff(place: Place) -> None:
    @staff_only(role="admin")
    def view(staff: Staff) -> str:
        return staff.user_id

    told = {"Authorization": "Bearer "}
    for role, passes in (("admin", True), ("user", False)):
        staff = Staff(place.location_id, place.company_id, "someone", role, 1, "", "")  # type: ignore[arg-type]
        told["Authorization"] = f"Bearer {bearer.issue(staff, db.settings().secret_key)}"
        with Flask("x").test_request_context(headers=told):
            if passes:
                assert view() == "someone"  # type: ignore[call-arg]
            else:
                with pytest.raises(Forbidden) as caught:
                    view()  # type: ignore[call-arg]
                assert caught.value.code == "admins_only"
    assert view.access == "admin"  # type: ignore[attr-defined]
