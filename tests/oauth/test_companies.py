"""A company installs us for many accounts: by one consent, by events before it, after it, or without it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, text

from oauth import companies, reconcile
from oauth.grant import grant_of
from oauth.tokens import crm_for, token_for
from plugin.crm import contacts
from plugin.crm import locations as crm_locations
from plugin.crm.errors import NeedsReinstall
from plugin.errors import SmartLinksError
from plugin.locations import book
from plugin.locations.models import Location, Terms
from plugin.tenancy import tenant, unscoped
from tests.crm_world import install
from tests.oauth.agency import Agency, install_of, place_of, states, work_off
from workers.reconcile_company import reconcile_company
from workers.sweep_installs import sweep_installs

NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_a_company_brings_the_accounts_that_it_chose_and_no_other(agency: Agency) -> None:
    chosen, also, other = agency.account(name="Gym"), agency.account(), agency.account()
    agency.consent(chosen, also)
    assert states(chosen, also) == [("healthy", True)] * 2
    assert book.find(other) is None
    assert (agency.own.state, agency.own.future) == ("healthy", False)
    with tenant(place_of(chosen).location_id) as session:
        assert session.execute(select(Location.name, Location.timezone)).one() == ("Gym", "America/Chicago")
        assert session.scalar(select(Terms.plan)) == "pro"


def test_an_accounts_tokens_are_minted_of_its_companys_and_work(agency: Agency) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    contact_id = str(agency.sandbox.new_contact(chosen)["id"])
    assert contacts.get(crm_for(place_of(chosen).location_id), contact_id).id == contact_id
    assert install_of(chosen).refresh_token is None


def test_accounts_beyond_the_lists_first_page_are_brought_too(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reconcile, "SLICE_S", 600.0)  # all in one job, however slow the machine is
    everybody = [agency.account() for _ in range(123)]
    assert agency.come_back(agency.code()).status_code == 200
    reconcile_company(company_id=agency.company_id)
    assert {place.crm_location_id for place in book.of_company(agency.id)} == set(everybody)
    assert len(agency.sandbox.requests("/oauth/installedLocations", agency.id)) == 2


def test_install_events_that_beat_the_consents_answer_wait_for_it(agency: Agency) -> None:
    chosen = agency.account()
    query = agency.code(chosen)
    assert agency.hear("INSTALL", locationId=chosen, companyId=agency.id, planId="plan_starter") == "waits"
    assert agency.hear("INSTALL", companyId=agency.id, companyName="The Agency") == "waits"
    assert book.find(chosen) is None
    assert agency.come_back(query).status_code == 200
    work_off()
    assert states(chosen) == [("healthy", True)]
    with tenant(place_of(chosen).location_id) as session:
        assert session.scalar(text("SELECT name FROM companies WHERE crm_company_id = :id"), {"id": agency.id})


def test_install_events_after_the_consent_change_nothing_that_is_there(agency: Agency) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    assert agency.hear("INSTALL", locationId=chosen, companyId=agency.id) == "done"
    assert install_of(chosen).generation == 1


def test_an_account_made_later_comes_by_its_event_alone(agency: Agency) -> None:
    first = agency.account()
    agency.consent(first, future=True)
    assert agency.own.future
    later = agency.account(name="Later")
    assert agency.hear("INSTALL", locationId=later, companyId=agency.id) == "done"
    work_off()
    assert states(later) == [("healthy", True)]


@pytest.mark.parametrize("future", [True, False], ids=["future", "by a plan"])
def test_an_event_that_names_neither_company_nor_user_finds_its_company(agency: Agency, future: bool) -> None:  # noqa: FBT001
    agency.consent(agency.account(), future=future)
    later = agency.account()
    agency.sandbox.call("POST", "/_sandbox/installs", json={"location_id": later, "bare": True})
    assert agency.hear("INSTALL", locationId=later) == "done"
    assert states(later) == [("healthy", True)]


def test_an_event_of_an_account_that_no_company_has_us_in_waits(agency: Agency) -> None:
    agency.consent(agency.account(), future=True)
    assert agency.hear("INSTALL", locationId="L0cationOfNobodyHere") == "waits"


def test_an_event_whose_company_cannot_be_asked_now_is_tried_again(agency: Agency) -> None:
    agency.consent(agency.account(), future=True)
    later = agency.account()
    agency.sandbox.fault(path="/oauth/installedLocations", location=later, status=500, count=2)
    assert agency.hear("INSTALL", locationId=later) == "None"
    with unscoped("owner", "tests: let time pass") as session:
        session.execute(text("UPDATE webhook_events SET next_at = now() WHERE worked_at IS NULL"))
    sweep_installs()
    work_off()
    assert states(later) == [("healthy", True)]


def test_an_accounts_own_install_over_its_companys_and_back(agency: Agency) -> None:
    chosen = agency.account()
    agency.consent(chosen)
    place = install(agency.sandbox, chosen)
    assert states(chosen) == [("healthy", False)]
    assert install_of(chosen).generation == 1
    agency.consent(chosen)
    assert states(chosen) == [("healthy", False)]
    agency.sandbox.fault(revoke_tokens=chosen)
    assert crm_locations.get(crm_for(place.location_id), chosen).id == chosen
    assert states(chosen) == [("healthy", True)]
    assert install_of(chosen).refresh_token is None


def test_an_account_that_lost_its_access_has_it_again_once_its_company_installs(agency: Agency) -> None:
    chosen = agency.account()
    place = install(agency.sandbox, chosen)
    agency.sandbox.fault(revoke_tokens=chosen)
    with pytest.raises(NeedsReinstall):
        token_for(place.location_id, token_for(place.location_id))
    assert states(chosen) == [("needs_reinstall", False)]
    agency.consent(chosen)
    assert states(chosen) == [("healthy", True)]


def test_an_account_that_uninstalls_and_comes_back_begins_anew(agency: Agency) -> None:
    chosen, stays = agency.account(), agency.account()
    agency.consent(chosen, stays)
    assert agency.hear("UNINSTALL", locationId=chosen) == "done"
    assert states(chosen, stays) == [("uninstalled", True), ("healthy", True)]
    with pytest.raises(NeedsReinstall):
        token_for(place_of(chosen).location_id)
    before = datetime.now(UTC) - HOUR
    assert agency.hear("INSTALL", before, locationId=chosen, companyId=agency.id) == "old"
    assert states(chosen) == [("uninstalled", True)]
    assert agency.hear("INSTALL", locationId=chosen, companyId=agency.id) == "done"
    assert (install_of(chosen).state, install_of(chosen).generation) == ("healthy", 2)
    assert agency.hear("UNINSTALL", before, locationId=chosen) == "nothing"


def test_an_uninstall_that_overtakes_its_install_is_not_forgotten(agency: Agency) -> None:
    agency.consent(agency.account(), future=True)
    later, now = agency.account(), datetime.now(UTC)
    assert agency.hear("UNINSTALL", now, locationId=later) == "nothing"
    assert agency.hear("INSTALL", now - timedelta(seconds=5), locationId=later, companyId=agency.id) == "old"
    assert book.find(later) is None


def test_a_company_that_uninstalls_takes_all_of_its_accounts_along(agency: Agency) -> None:
    first, second = agency.account(), agency.account()
    agency.consent(first, second, future=True)
    assert agency.hear("UNINSTALL", companyId=agency.id) == "done"
    assert states(first, second) == [("uninstalled", True)] * 2
    assert (agency.own.state, agency.own.access_token, agency.own.refresh_token) == ("uninstalled", None, None)
    late = agency.account()
    assert agency.hear("INSTALL", datetime.now(UTC) - HOUR, locationId=late, companyId=agency.id) == "old"
    assert agency.hear("UNINSTALL", companyId=agency.id) == "nothing"


def test_a_company_that_installs_anew_brings_its_accounts_back(agency: Agency) -> None:
    first = agency.account()
    agency.consent(first)
    agency.hear("UNINSTALL", datetime.now(UTC), companyId=agency.id)
    agency.consent(first)
    assert (agency.own.state, agency.own.generation) == ("healthy", 2)
    assert (install_of(first).state, install_of(first).generation) == ("healthy", 2)


def test_a_company_is_told_of_by_its_own_events(agency: Agency) -> None:
    agency.consent(agency.account())
    body: dict[str, Any] = {"isWhitelabelCompany": True, "whitelabelDetails": {"domain": "app.agency.example"}}
    for kind in ("INSTALL", "UPDATE"):
        assert agency.hear(kind, companyId=agency.id, companyName=f"By {kind}", **body) == "done"
        assert agency.own.whitelabel_host == "app.agency.example"
    assert agency.hear("UPDATE", companyId="C0mpanyOfNobody") == "nothing"
    assert agency.hear("UPDATE", locationId="L0cationOfNobody") == "nothing"


def test_a_code_of_a_company_works_once(agency: Agency) -> None:
    query = agency.code(agency.account())
    assert agency.come_back(query).status_code == 200
    again = agency.come_back(query)
    assert (again.status_code, again.get_json()["code"]) == (400, "oauth_refused")
    assert agency.own.state == "healthy"


@pytest.mark.parametrize("odd", [{"companyId": None}, {"refresh_token": None}, {"access_token": 5}], ids=str)
def test_an_odd_answer_for_a_company_stores_nothing(agency: Agency, odd: dict[str, object]) -> None:
    agency.account()
    told = {**agency.sandbox.tokens(company_id=agency.id, bulk=True), **odd}
    with pytest.raises(SmartLinksError):
        companies.accept(grant_of(told, NOW), NOW)
    assert companies.known(agency.id) is None
