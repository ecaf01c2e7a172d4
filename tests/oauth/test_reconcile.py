"""Once a day the CRM's list and ours are brought together, both ways, and a short list ends nobody."""

from __future__ import annotations

import itertools
from datetime import UTC, datetime, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from sqlalchemy import update

from oauth import companies, reconcile
from oauth.models import CompanyInstall
from plugin.crm import installations
from plugin.crm.client import Call, Crm
from plugin.crm.errors import CrmUnavailable
from plugin.locations import book
from plugin.tenancy import company
from tests.crm_world import install
from tests.oauth.agency import Agency, empty_queues, install_of, states, work_off
from workers.reconcile_company import reconcile_company
from workers.sweep_installs import sweep_installs


def tomorrow() -> datetime:
    return datetime.now(UTC) + timedelta(days=1)


def leave(agency: Agency, crm_location_id: str) -> None:
    """An uninstall of which we hear nothing."""
    agency.sandbox.call("POST", "/_sandbox/installs/uninstall", json={"location_id": crm_location_id})


def test_what_no_event_told_of_is_brought_and_ended(agency: Agency) -> None:
    stays, goes = agency.account(), agency.account()
    agency.consent()
    leave(agency, goes)
    late = agency.account()
    agency.sandbox.call("POST", "/_sandbox/installs", json={"location_id": late})
    reconcile.reconcile(agency.company_id, tomorrow())
    assert states(stays, goes, late) == [("healthy", True), ("uninstalled", True), ("healthy", True)]
    reconcile.reconcile(agency.company_id, tomorrow())
    assert install_of(late).generation == 1


def test_an_account_that_was_installed_just_now_is_not_ended_by_a_list_that_lacks_it(agency: Agency) -> None:
    goes = agency.account()
    agency.consent()
    leave(agency, goes)
    reconcile.reconcile(agency.company_id, datetime.now(UTC))
    assert states(goes) == [("healthy", True)]


def test_an_account_with_a_grant_of_its_own_is_not_ended_by_its_companys_list(agency: Agency) -> None:
    agency.account()
    agency.consent()
    own = agency.account()
    install(agency.sandbox, own)
    leave(agency, own)
    reconcile.reconcile(agency.company_id, tomorrow())
    assert states(own) == [("healthy", False)]


def test_an_uninstall_that_was_heard_is_not_undone_by_an_older_list(agency: Agency) -> None:
    goes = agency.account()
    agency.consent()
    assert agency.hear("UNINSTALL", locationId=goes) == "done"
    reconcile.reconcile(agency.company_id, datetime.now(UTC))
    assert states(goes) == [("uninstalled", True)]


def test_a_list_that_comes_out_short_ends_nobody(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    places = [agency.account() for _ in range(3)]
    agency.consent()
    monkeypatch.setattr(installations, "installed", lambda *_: installations.Installed({}, None, whole=True))
    reconcile.reconcile(agency.company_id, tomorrow())
    assert states(*places) == [("healthy", True)] * 3


def test_a_crm_that_does_not_answer_leaves_all_as_it_is_until_the_next_turn(agency: Agency) -> None:
    places = [agency.account() for _ in range(2)]
    agency.consent()
    agency.sandbox.fault(path="/oauth/installedLocations", location=agency.id, status=500, count=2)
    with pytest.raises(CrmUnavailable):
        reconcile.reconcile(agency.company_id, datetime.now(UTC))
    assert states(*places) == [("healthy", True)] * 2
    assert agency.company_id not in companies.due(datetime.now(UTC))
    with company(agency.company_id) as session:
        session.execute(update(CompanyInstall).values(reconcile_at=CompanyInstall.reconcile_at - reconcile.RETRY))
    reconcile_company(company_id=agency.company_id)
    assert agency.own.reconcile_at
    assert timedelta(hours=23) < agency.own.reconcile_at - datetime.now(UTC) < timedelta(hours=25)


def test_many_accounts_are_brought_in_more_than_one_job(agency: Agency, monkeypatch: pytest.MonkeyPatch) -> None:
    clock = itertools.count(0, 0.9)
    monkeypatch.setattr(reconcile, "time", SimpleNamespace(monotonic=lambda: next(clock)))
    places = [agency.account() for _ in range(7)]
    agency.come_back(agency.code())
    reconcile.reconcile(agency.company_id, datetime.now(UTC))
    assert 0 < len(book.of_company(agency.id)) < 7
    work_off()
    assert states(*places) == [("healthy", True)] * 7


def test_a_listing_that_redis_lost_is_made_up_for(agency: Agency) -> None:
    chosen = agency.account()
    agency.come_back(agency.code(chosen))
    empty_queues()
    assert book.find(chosen) is None
    sweep_installs()
    work_off()
    assert states(chosen) == [("healthy", True)]


class Lists:
    """A CRM that answers each question for its accounts with the next of these, and then with the last again."""

    def __init__(self, *answers: dict[str, Any]) -> None:
        self.answers, self.asked = list(answers), list[Call]()

    def __call__(self, _crm: Crm, call: Call) -> dict[str, Any]:
        self.asked.append(call)
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


def listed(monkeypatch: pytest.MonkeyPatch, *answers: dict[str, Any]) -> tuple[installations.Installed, int]:
    lists = Lists(*answers)
    monkeypatch.setattr(installations, "ask", lists)
    found = installations.installed(Crm("http://crm.example", lambda spent=None: "t"), "app", "company")  # noqa: ARG005
    return found, len(lists.asked)


def page(*ids: str, **more: Any) -> dict[str, Any]:
    return {"locations": [{"_id": each, "name": each, "address": ""} for each in ids], **more}


def test_pages_shorter_than_asked_for_are_read_to_their_end(monkeypatch: pytest.MonkeyPatch) -> None:
    found, asked = listed(monkeypatch, page("a", "b"), page("c"), page())
    assert (set(found.since), found.whole, asked) == ({"a", "b", "c"}, True, 3)


def test_a_crm_that_answers_every_page_with_the_same_comes_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    found, asked = listed(monkeypatch, page("a", "b", count=500))
    assert (set(found.since), found.whole, asked) == ({"a", "b"}, True, 2)


def test_a_list_without_end_is_cut_off_and_known_to_be(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installations, "MOST", 4)
    found, _ = listed(monkeypatch, page("a", "b"), page("c", "d"), page("e"))
    assert (len(found.since), found.whole) == (4, False)


def test_rows_that_lack_fields_or_have_new_ones_are_tolerated(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = [
        {"_id": "a"}, {"name": "b"}, {"_id": 5}, None, "x", {"_id": "c", "isInstalled": False},
        {"_id": "d", "installedAt": "soon", "new": {}}, {"_id": "e", "installedAt": "2026-11-20T10:00:00.000Z"},
    ]  # fmt: skip
    found, _ = listed(monkeypatch, {"locations": rows, "count": "3", "installToFutureLocations": "yes"}, page())
    assert found.since == {"a": None, "d": None, "e": datetime(2026, 11, 20, 10, tzinfo=UTC)}
    assert found.future is None
