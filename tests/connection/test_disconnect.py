"""Disconnect says what it would do, takes us out of the CRM, and never stops half-way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from sqlalchemy import text

from oauth.tokens import token_for
from plugin import db as database
from plugin.crm.errors import NeedsReinstall
from plugin.locations.book import Place
from plugin.tenancy import tenant
from tests.crm_world import install, session_of
from tests.dashboard import Dashboard
from tests.oauth.agency import Agency, install_of, place_of, states
from tests.sandbox.contract import document
from tests.sandbox_crm import Sandbox


@pytest.fixture
def place(app: FlaskClient, sandbox: Sandbox) -> Place:
    return install(sandbox)


def opened(app: FlaskClient, sandbox: Sandbox, place: Place, **changes: Any) -> Dashboard:
    payload = {"payload": sandbox.blob(session_of(place, **changes))}
    token = app.post("/api/session", json=payload).get_json()["token"]
    return Dashboard(app, {"Authorization": f"Bearer {token}"})


@pytest.fixture
def page(app: FlaskClient, sandbox: Sandbox, place: Place) -> Dashboard:
    return opened(app, sandbox, place)


def asked(sandbox: Sandbox, crm_location_id: str) -> list[dict[str, Any]]:
    path = f"/marketplace/app/{database.settings().crm_app_id}/installations"
    return [call for call in sandbox.requests(path, crm_location_id) if call["method"] == "DELETE"]


def test_it_is_said_what_ends_what_stays_and_goes_and_what_to_do_about_billing(page: Dashboard) -> None:
    object.__setattr__(database.settings(), "erase_after_days", 12)
    told = page.get("/disconnect").json
    gone = datetime.fromisoformat(told["erased_at"])
    assert timedelta(days=11, hours=23) < gone - datetime.now(UTC) <= timedelta(days=12)
    day = f"{gone:%B} {gone.day}, {gone.year}"
    assert day in told["stays"][0]
    assert day in told["goes"]
    assert told["ends"]
    assert "subscription" in told["billing"]
    words = " ".join([*told["ends"], *told["stays"], told["goes"], told["billing"]]).lower()
    assert not [word for word in ("location", "agency", "sub-account", "highlevel") if word in words]


def test_disconnecting_uninstalls_in_the_crm_and_behaves_as_any_uninstall(
    page: Dashboard, place: Place, sandbox: Sandbox
) -> None:
    link = page.link()
    done = page.post("/disconnect", reason="No longer needed")
    assert (done.status, done.json["crm_uninstalled"]) == (200, True)
    (call,) = asked(sandbox, place.crm_location_id)
    assert call["body"] == {"locationId": place.crm_location_id, "reason": "No longer needed"}
    schema = document("marketplace.json")["components"]["schemas"]["DeleteIntegrationBodyDto"]
    Draft202012Validator({**schema, "additionalProperties": False}).validate(call["body"])
    assert call["headers"]["Version"] == "2021-07-28"
    assert states(place.crm_location_id) == [("uninstalled", False)]
    with pytest.raises(NeedsReinstall):
        token_for(place.location_id)
    assert (page.get("/me").status, page.get("/me").code) == (403, "not_installed")
    with tenant(place.location_id) as db:
        assert db.scalar(text("SELECT kind FROM addresses WHERE slug = :slug"), {"slug": link["slug"]}) == "link"


def test_the_crms_own_word_of_it_changes_nothing_more(agency: Agency) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    page = opened(agency.app, agency.sandbox, place_of(chosen))
    assert page.post("/disconnect").json["crm_uninstalled"] is True
    before = install_of(chosen).uninstalled_at
    assert agency.hear("UNINSTALL", locationId=chosen) == "nothing"
    assert install_of(chosen).uninstalled_at == before
    assert agency.hear("INSTALL", locationId=chosen, companyId=agency.id) == "done"
    assert install_of(chosen).generation == 2


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 429}, {"status": 503}], ids=str)
def test_a_crm_that_does_not_answer_leaves_everything_as_it_is(
    page: Dashboard, place: Place, sandbox: Sandbox, fault: dict[str, int]
) -> None:
    sandbox.fault(path="/marketplace/", location=place.crm_location_id, count=1, **fault)
    refused = page.post("/disconnect")
    assert (refused.status, refused.code) in {(503, "crm_unavailable"), (503, "crm_rate_limited")}
    assert states(place.crm_location_id) == [("healthy", False)]
    assert page.get("/me").status == 200
    assert token_for(place.location_id)
    assert page.post("/disconnect").json["crm_uninstalled"] is True


def test_an_answer_that_is_lost_is_made_up_for_by_another_try(page: Dashboard, place: Place, sandbox: Sandbox) -> None:
    sandbox.fault(path="/marketplace/", location=place.crm_location_id, answer_lost=True, count=1)
    assert page.post("/disconnect").status == 503
    assert states(place.crm_location_id) == [("healthy", False)]
    assert page.post("/disconnect").status == 200
    assert states(place.crm_location_id) == [("uninstalled", False)]


def test_an_account_without_access_is_ended_here_and_says_that_the_crm_was_not_told(
    page: Dashboard, place: Place, sandbox: Sandbox
) -> None:
    sandbox.fault(revoke_tokens=place.crm_location_id)
    done = page.post("/disconnect")
    assert (done.status, done.json["crm_uninstalled"]) == (200, False)
    assert states(place.crm_location_id) == [("uninstalled", False)]


def test_an_install_that_may_not_uninstall_itself_says_where_it_can_be_done(
    page: Dashboard, place: Place, sandbox: Sandbox
) -> None:
    message = "The token is not authorized for this scope."
    sandbox.fault(path="/marketplace/", location=place.crm_location_id, status=401, message=message, count=1)
    refused = page.post("/disconnect")
    assert (refused.status, refused.code) == (409, "uninstall_in_crm")
    assert states(place.crm_location_id) == [("healthy", False)]


def test_only_admins_may_disconnect(app: FlaskClient, sandbox: Sandbox, place: Place) -> None:
    user = opened(app, sandbox, place, role="user")
    for answer in (user.get("/disconnect"), user.post("/disconnect")):
        assert (answer.status, answer.code) == (403, "admins_only")
    assert states(place.crm_location_id) == [("healthy", False)]


def test_a_clock_of_the_crm_that_goes_ahead_of_ours_holds_nothing_up(page: Dashboard, place: Place) -> None:
    with tenant(place.location_id) as db:
        db.execute(text("UPDATE installs SET told_at = now() + interval '4 minutes'"))
    assert page.post("/disconnect").status == 200
    assert states(place.crm_location_id) == [("uninstalled", False)]


@pytest.mark.parametrize("body", [{"reason": 5}, {"reason": "x" * 501}, {"more": 1}], ids=str)
def test_a_body_of_another_form_names_the_field(page: Dashboard, place: Place, body: dict[str, Any]) -> None:
    assert page.post("/disconnect", **body).status == 422
    assert states(place.crm_location_id) == [("healthy", False)]


def test_how_our_access_stands_is_told_with_who_is_asking(page: Dashboard, place: Place) -> None:
    connection = page.get("/me").json["connection"]
    assert connection.pop("since")
    assert connection == {"state": "healthy", "reason": None, "through_company": False}
