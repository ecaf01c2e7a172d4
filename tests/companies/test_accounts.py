"""A company's admin sees all of its accounts with their totals, opens any, and sees no other company's."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask.testing import FlaskClient
from sqlalchemy import text, update
from sqlalchemy.exc import ProgrammingError

from oauth.models import CompanyInstall
from plugin.embed import bearer
from plugin.settings import Settings
from plugin.tenancy import company, tenant
from tests.cast import Tenant
from tests.crm_world import install
from tests.dashboard import Answer, Dashboard, dashboard
from tests.oauth.agency import Agency, place_of


def opened_by(agency: Agency, **changes: Any) -> Answer:
    """What the page of the company itself is answered, opened by its admin unless told otherwise."""
    said = {
        "userId": "u7Zp0QeXwN3rT5yB1sDf", "companyId": agency.id, "role": "admin", "type": "agency",
        "userName": "Maya Ortiz", "email": "maya@example.com", **changes,
    }  # fmt: skip
    answer = agency.app.post("/api/session", json={"payload": agency.sandbox.blob(said)})
    return Answer(answer.status_code, answer.get_json())


def with_token(app: FlaskClient, token: str) -> Dashboard:
    return Dashboard(app, {"Authorization": f"Bearer {token}"})


@pytest.fixture
def page(agency: Agency) -> Dashboard:
    """The company's own page, with three accounts that it installed us for."""
    for name in ("Beta", "alpha", "Gamma"):
        agency.account(name=name)
    agency.consent()
    return with_token(agency.app, opened_by(agency).json["token"])


def count(crm_location_id: str, clicks: int, days_ago: int) -> None:
    """Clicks on a link, as the recorder counts them."""
    at, link_id = datetime.now(UTC) - timedelta(days=days_ago), secrets.randbelow(2**40)
    here = place_of(crm_location_id).location_id
    with tenant(here) as db:
        values = {"here": here, "at": at, "clicks": clicks, "link": link_id}
        db.execute(text("INSERT INTO clicks_by_quarter VALUES (:here, :at, :clicks, 0, 9)"), values)
        totals = "INSERT INTO link_totals (location_id, link_id, clicks, bots, last_at)"
        db.execute(text(f"{totals} VALUES (:here, :link, :clicks, 9, :at)"), values)


def test_the_companys_own_page_opens_its_list_and_no_account(agency: Agency) -> None:
    agency.account()
    agency.consent()
    agency.hear("INSTALL", companyId=agency.id, companyName="The Agency")
    session = opened_by(agency).json
    assert session["me"] is None
    assert session["admin"]["company"] == {"id": str(agency.company_id), "name": "The Agency"}
    assert session["admin"]["staff"]["name"] == "Maya Ortiz"
    page = with_token(agency.app, session["token"])
    assert page.get("/company").json == session["admin"]
    for path in ("/me", "/links", "/disconnect"):
        assert (page.get(path).status, page.get(path).code) == (403, "choose_account")


def test_each_account_is_listed_with_its_state_plan_links_and_clicks(agency: Agency) -> None:
    chosen = agency.account(name="Gym")
    agency.consent(chosen)
    count(chosen, 5, days_ago=1)
    count(chosen, 7, days_ago=29)
    count(chosen, 100, days_ago=31)
    page = with_token(agency.app, opened_by(agency).json["token"])
    (shown,) = page.get("/accounts").json["items"]
    inside = with_token(agency.app, page.post(f"/accounts/{shown['id']}/session").json["token"])
    inside.link()
    (shown,) = page.get("/accounts").json["items"]
    assert shown.pop("installed_at")
    assert shown == {
        "id": str(place_of(chosen).location_id), "name": "Gym", "state": "healthy", "plan": "pro", "links": 1,
        "clicks_30_days": 12, "clicks": 112,
    }  # fmt: skip


def test_accounts_come_by_name_in_pages_and_are_searched(page: Dashboard) -> None:
    first = page.get("/accounts", limit=2).json
    assert ([one["name"] for one in first["items"]], first["total"]) == (["alpha", "Beta"], 3)
    then = page.get("/accounts", limit=2, cursor=first["next"]).json
    assert ([one["name"] for one in then["items"]], then["next"]) == (["Gamma"], None)
    found = page.get("/accounts", search="AMM").json
    assert ([one["name"] for one in found["items"]], found["total"]) == (["Gamma"], 1)
    assert page.get("/accounts", search="%").json["items"] == []
    assert page.get("/accounts", cursor="x").code == "invalid"


def test_any_account_is_opened_as_its_admin(page: Dashboard, agency: Agency) -> None:
    wanted = page.get("/accounts").json["items"][0]
    session = page.post(f"/accounts/{wanted['id']}/session").json
    assert session["admin"] is None
    assert session["me"]["location"]["id"] == wanted["id"]
    assert session["me"]["staff"]["role"] == "admin"
    assert session["me"]["connection"]["through_company"] is True
    inside = with_token(page.client, session["token"])
    assert inside.get("/links").status == 200
    assert len(inside.get("/accounts").json["items"]) == 3


def test_an_account_that_uninstalls_is_neither_listed_nor_opened(page: Dashboard, agency: Agency) -> None:
    goes = page.get("/accounts").json["items"][0]
    token = page.post(f"/accounts/{goes['id']}/session").json["token"]
    with tenant(int(goes["id"])) as db:
        crm_id = db.scalar(text("SELECT crm_location_id FROM locations"))
    assert agency.hear("UNINSTALL", locationId=crm_id) == "done"
    assert goes["id"] not in {one["id"] for one in page.get("/accounts").json["items"]}
    assert page.post(f"/accounts/{goes['id']}/session").status == 404
    assert with_token(page.client, token).get("/me").code == "not_installed"


def test_another_companys_accounts_are_not_there(page: Dashboard, sandbox: Any) -> None:
    rival = install(sandbox)
    answer = page.post(f"/accounts/{rival.location_id}/session")
    assert (answer.status, answer.code) == (404, "not_found")
    assert str(rival.location_id) not in {one["id"] for one in page.get("/accounts", limit=100).json["items"]}


def test_only_admins_of_the_company_come_in(agency: Agency) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    for changes in ({"role": "user"}, {"type": "location"}, {"type": "account"}):
        assert (opened_by(agency, **changes).status, opened_by(agency, **changes).code) == (403, "admins_only")
        inside = opened_by(agency, activeLocation=chosen, **changes).json
        page = with_token(agency.app, inside["token"])
        for path in ("/accounts", "/company"):
            assert (page.get(path).status, page.get(path).code) == (403, "admins_only")
    inside = opened_by(agency, activeLocation=chosen).json
    assert with_token(agency.app, inside["token"]).get("/accounts").status == 200


def test_a_company_that_never_installed_us_is_told_so(agency: Agency) -> None:
    assert (opened_by(agency).status, opened_by(agency).code) == (403, "not_installed")


def test_accounts_that_installed_us_themselves_are_their_companys_too(agency: Agency) -> None:
    own = agency.account(name="On its own")
    install(agency.sandbox, own)
    page = with_token(agency.app, opened_by(agency).json["token"])
    assert len(page.get("/accounts").json["items"]) == 1
    agency.hear("UNINSTALL", locationId=own)
    assert page.get("/accounts").code == "not_installed"


def test_a_companys_bearer_ends_with_its_install(page: Dashboard, agency: Agency) -> None:
    agency.hear("UNINSTALL", companyId=agency.id)
    assert (page.get("/accounts").status, page.get("/accounts").code) == (403, "not_installed")
    agency.consent()
    assert (page.get("/accounts").status, page.get("/accounts").code) == (401, "bearer_expired")


def test_a_companys_bearer_ends_after_fifteen_minutes(page: Dashboard, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bearer, "LIFE_S", -1)
    assert (page.get("/accounts").status, page.get("/accounts").code) == (401, "bearer_expired")


def test_a_companys_trouble_is_its_accounts_trouble(page: Dashboard, agency: Agency) -> None:
    with company(agency.company_id) as db:
        db.execute(update(CompanyInstall).values(state="needs_reinstall", state_reason="grant_refused"))
    shown = page.get("/accounts").json["items"]
    assert {one["state"] for one in shown} == {"needs_reinstall"}
    me = page.post(f"/accounts/{shown[0]['id']}/session").json["me"]
    assert me["connection"]["state"] == "needs_reinstall"
    assert me["connection"]["reason"] == "grant_refused"
    assert "needs_reinstall" in {notice["code"] for notice in me["notices"]}


def test_a_blob_of_the_companys_page_is_good_once(page: Dashboard, agency: Agency) -> None:
    said = {"userId": "someone", "companyId": agency.id, "role": "admin", "type": "agency"}
    payload = {"payload": agency.sandbox.blob(said)}
    assert agency.app.post("/api/session", json=payload).status_code == 200
    with tenant(0) as db:
        db.execute(text("UPDATE sso_seen SET seen_at = seen_at - interval '2 minutes'"))
    assert agency.app.post("/api/session", json=payload).get_json()["code"] == "sso_replayed"


def test_neither_kind_of_bearer_passes_for_the_other(location: Tenant, settings: Settings) -> None:
    admin = bearer.CompanyAdmin(location.company_id, "u", 0, "", "")
    companys = bearer.issue_to_company(admin, settings.secret_key)
    assert bearer.read_companys(companys, settings.secret_key) == admin
    page = dashboard(location)
    assert Dashboard(page.client, {"Authorization": f"Bearer {companys}"}).get("/accounts").status == 200
    assert page.get("/accounts").code == "admins_only"


def test_a_companys_session_sees_totals_and_neither_tokens_nor_destinations(location: Tenant, rival: Tenant) -> None:
    dashboard(location).link()
    dashboard(rival).link()
    with company(location.company_id) as db:
        assert db.scalar(text("SELECT count(location_id) FROM links")) == 1
        assert list(db.scalars(text("SELECT id FROM locations"))) == [location.id]
    refused = (
        "SELECT access_token FROM installs", "SELECT refresh_token FROM installs", "SELECT destination FROM links",
        "SELECT * FROM clicks", "SELECT * FROM leads", "SELECT visitor_salt FROM terms",
        "UPDATE links SET paused = true", "UPDATE locations SET name = ''", "DELETE FROM company_installs",
        "SELECT * FROM addresses",
    )  # fmt: skip
    for sql in refused:
        with pytest.raises(ProgrammingError, match="permission denied"), company(location.company_id) as db:
            db.execute(text(sql))


def test_a_companys_install_is_behind_its_own_wall(agency: Agency, rival: Tenant) -> None:
    agency.account()
    agency.consent()
    count_sql = text("SELECT count(*) FROM company_installs")
    with company(agency.company_id) as db:
        assert db.scalar(count_sql) == 1
    with company(rival.company_id) as db:
        assert db.scalar(count_sql) == 0
    with pytest.raises(ProgrammingError, match="permission denied"), tenant(rival.id) as db:
        db.execute(count_sql)
