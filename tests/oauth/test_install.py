"""An account installs us: tokens sealed, ids from the token answer, races and repeats harmless."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from oauth import installs, manifest, tokens
from oauth.grant import grant_of
from oauth.models import Install
from plugin import db, rates
from plugin.embed import rate
from plugin.errors import SmartLinksError
from plugin.locations import book
from plugin.locations.models import Location, Terms
from plugin.rates import Rate
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.crm_world import install
from tests.sandbox_crm import Sandbox


def code_for(sandbox: Sandbox, location_id: str) -> str:
    uri = f"{db.settings().app_url}/oauth/callback"
    return str(sandbox.tokens(location_id, as_code=True, redirect_uri=uri)["code"])


def found(location_id: int) -> Install:
    with tenant(location_id) as session:
        one = session.execute(select(Install)).scalar_one()
        session.expunge(one)
        return one


def test_start_sends_the_user_to_the_crms_chooser_asking_for_what_the_manifest_lists(app: FlaskClient) -> None:
    answer = app.get("/oauth/start")
    chooser = urlsplit(answer.headers["Location"])
    asked = {name: values[0] for name, values in parse_qs(chooser.query).items()}
    assert answer.status_code == 302
    assert chooser.path == "/v2/oauth/chooselocation"
    assert asked["scope"].split() == list(manifest.scopes())
    assert asked["redirect_uri"] == "http://app.example/oauth/callback"
    assert asked["response_type"] == "code"
    assert asked["client_id"] == db.settings().crm_client_id
    cookie = answer.headers["Set-Cookie"]
    assert asked["state"] in cookie
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie


def test_an_account_is_installed_by_consent_in_the_crm(app: FlaskClient, sandbox: Sandbox) -> None:
    location_id = sandbox.new_location(name="Alice's Gym")["id"]
    chooser = app.get("/oauth/start").headers["Location"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(chooser).query).items()}
    agreed = httpx.post(chooser.split("?")[0], data={**asked, "location_id": location_id}, trust_env=False)
    back = urlsplit(agreed.headers["Location"])
    answer = app.get(f"{back.path}?{back.query}", headers={"Accept": "text/html"})
    assert answer.status_code == 200
    assert "Smart Links is ready. Open it from your CRM." in answer.text
    place = book.find(location_id)
    assert place
    assert place.crm_company_id == "GNb7aIv4rQFVb9iwNl5K"
    with tenant(place.location_id) as session:
        terms = session.execute(select(Terms)).scalar_one()
        assert (terms.plan, len(terms.visitor_salt)) == ("pro", 16)


def test_the_callback_signs_nobody_in(app: FlaskClient, sandbox: Sandbox) -> None:
    answer = app.get(f"/oauth/callback?code={code_for(sandbox, sandbox.new_location()['id'])}")
    assert answer.status_code == 200
    assert "bearer" not in answer.text.lower()
    assert all(cookie.startswith("install_state=;") for cookie in answer.headers.getlist("Set-Cookie"))


def test_tokens_are_sealed_in_the_database(crm_settings: Settings, sandbox: Sandbox) -> None:
    kept = found(install(sandbox).location_id)
    assert kept.access_token
    assert kept.refresh_token
    assert tokens.token_for(kept.location_id).encode() not in kept.access_token
    assert kept.scopes


@pytest.mark.parametrize(
    "query", ["", "?code=", "?code=nonsense", "?error=access_denied", "?code=%00", "?code=" + "x" * 5000]
)
def test_a_bad_code_is_refused_and_changes_nothing(app: FlaskClient, query: str) -> None:
    answer = app.get(f"/oauth/callback{query}")
    assert (answer.status_code, answer.get_json()["code"]) == (400, "oauth_refused")
    page = app.get(f"/oauth/callback{query}", headers={"Accept": "text/html"})
    assert "was not installed" in page.text


def test_codes_cannot_be_tried_without_end(app: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rate, "KNOCKS", Rate("knock", 1, 60))
    monkeypatch.setattr(rates, "time", lambda: 1_000_000_030.0)
    there = {"environ_base": {"REMOTE_ADDR": "203.0.113.90"}}
    codes = [app.get("/oauth/callback?code=x", **there).get_json()["code"] for _ in range(2)]
    assert codes == ["oauth_refused", "rate_limited"]


def test_a_code_works_once(app: FlaskClient, sandbox: Sandbox) -> None:
    location_id = sandbox.new_location()["id"]
    code = code_for(sandbox, location_id)
    assert app.get(f"/oauth/callback?code={code}").status_code == 200
    assert app.get(f"/oauth/callback?code={code}").get_json()["code"] == "oauth_refused"
    place = book.find(location_id)
    assert place
    assert found(place.location_id).state == "healthy"


def test_a_state_of_another_browser_is_refused_before_the_code_is_used(app: FlaskClient, sandbox: Sandbox) -> None:
    location_id = sandbox.new_location()["id"]
    code = code_for(sandbox, location_id)
    assert app.get(f"/oauth/callback?code={code}&state=forged").get_json()["code"] == "oauth_refused"
    assert book.find(location_id) is None
    assert app.get(f"/oauth/callback?code={code}").status_code == 200


def test_the_crm_being_away_is_said_and_stores_nothing(app: FlaskClient, sandbox: Sandbox) -> None:
    location_id = sandbox.new_location()["id"]
    sandbox.fault(path="/oauth/token", location=location_id, status=500, count=1)
    answer = app.get(f"/oauth/callback?code={code_for(sandbox, location_id)}")
    assert (answer.status_code, answer.get_json()["code"]) == (503, "crm_unavailable")
    assert book.find(location_id) is None


def test_two_callbacks_at_once_make_one_location(crm_settings: Settings, sandbox: Sandbox) -> None:
    location_id = str(sandbox.new_location()["id"])
    with ThreadPoolExecutor(6) as crowd:
        places = list(crowd.map(lambda _: install(sandbox, location_id), range(6)))
    assert len({place.location_id for place in places}) == 1
    assert found(places[0].location_id).generation == 1


def test_a_plan_that_we_do_not_know_is_the_default_one(crm_settings: Settings, sandbox: Sandbox) -> None:
    now = datetime.now(UTC)
    told = {**sandbox.tokens(sandbox.new_location()["id"]), "planId": "plan_unheard_of"}
    place = installs.complete(grant_of(told, now), now)
    with tenant(place.location_id) as session:
        assert session.scalar(select(Terms.plan)) == crm_settings.default_plan


def test_a_known_plan_is_taken_over(crm_settings: Settings, sandbox: Sandbox) -> None:
    now = datetime.now(UTC)
    told = {**sandbox.tokens(sandbox.new_location()["id"]), "planId": "plan_starter"}
    place = installs.complete(grant_of(told, now), now)
    with tenant(place.location_id) as session:
        assert session.scalar(select(Terms.plan)) == "starter"


def test_a_location_keeps_its_rows_when_it_moves_to_another_company(crm_settings: Settings, sandbox: Sandbox) -> None:
    first = install(sandbox)
    now = datetime.now(UTC)
    told = {**sandbox.tokens(first.crm_location_id), "companyId": "An0therC0mpany"}
    second = installs.complete(grant_of(told, now), now)
    assert second.location_id == first.location_id
    with tenant(first.location_id) as session:
        assert session.scalar(select(Location.company_id)) == second.company_id != first.company_id


@pytest.mark.parametrize(
    "odd",
    [
        {"access_token": None}, {"access_token": 5}, {"expires_in": None}, {"expires_in": -1}, {"expires_in": True},
        {"refresh_token": None}, {"companyId": None}, {"locationId": None},
    ],
    ids=str,
)  # fmt: skip
def test_an_odd_token_answer_stores_nothing(crm_settings: Settings, sandbox: Sandbox, odd: dict[str, object]) -> None:
    location_id = str(sandbox.new_location()["id"])
    now = datetime.now(UTC)
    told = {**sandbox.tokens(location_id), **odd}
    with pytest.raises(SmartLinksError):
        installs.complete(grant_of(told, now), now)
    assert book.find(location_id) is None
