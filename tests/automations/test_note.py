"""One note for each window of a contact's clicks, in words that staff read; never doubled, whatever was heard of it."""

from __future__ import annotations

import re
import time
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from plugin.automations.actions import note
from plugin.automations.actions.kind import NothingToDo
from plugin.crm.errors import CrmError, CrmRefused, CrmUnavailable, RateLimited
from tests.automations.errands import Account
from tests.clicks_world import CRAWLER, IPHONE, rows
from tests.dashboard import dashboard

ON = {"note": True}
OLD = 3_600.0  # seconds ago: windows that have long ended


def test_a_click_is_told_with_link_time_place_and_device(account: Account) -> None:
    contact, link = account.contact(), account.link(title="Summer pass", automations=ON)
    at = time.time() - OLD
    account.click(link, contact, at=at, user_agent=IPHONE, country="US", region="Texas", city="Austin")
    note.act(account.errand("note"))
    (body,) = account.notes(contact)
    first, second, last = body.split("\n")
    assert first.startswith("Clicked Summer pass (s.example/")
    moment = datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo("America/Chicago"))
    assert second == f"{moment:%d %b %Y, %H:%M %Z} · Austin, Texas, US · mobile, iOS, Safari"
    assert last == f"SL-{account.runs('note')[0].id}"


def test_a_window_of_clicks_is_one_note_that_names_each_link_once(account: Account) -> None:
    contact, at = account.contact(), time.time() - OLD
    first, second = account.link(title="First", automations=ON), account.link(title="Second", automations=ON)
    silent = account.link(title="Silent")
    for later, link in enumerate((first, second, first, silent, first)):
        account.click(link, contact, at=at + later, country="")
    account.click(first, contact, at=at + 5, user_agent=CRAWLER)
    note.act(account.errand("note"))
    (body,) = account.notes(contact)
    heading, *lines, _marker = body.split("\n")
    assert heading == "Clicked 4 times"
    assert [bool(re.match(r"• Second \(\S+\), \d", line)) for line in lines] == [True, False]
    assert re.match(r"• First \(\S+\), 3 times, last \d", lines[1])
    assert "Silent" not in body


def test_each_window_has_a_note_of_its_own(account: Account) -> None:
    dashboard(account.tenant).put("/automations", note=True, window_s=60)
    contact, link, at = account.contact(), account.link(), time.time() - OLD
    for later in (0, 30, 90):
        account.click(link, contact, at=at + later)
    errand = account.errand("note")
    assert len(errand.runs) == 2
    note.act(errand)
    assert [body.split("\n")[0].split(" (")[0] for body in account.notes(contact)] == [
        "Clicked 2 times", "Clicked example.com",
    ]  # fmt: skip


def test_many_links_are_summed_up(account: Account) -> None:
    contact, at = account.contact(), time.time() - OLD
    for number in range(12):
        account.click(account.link(title=f"Link {number}", automations=ON), contact, at=at + number)
    note.act(account.errand("note"))
    (body,) = account.notes(contact)
    assert body.split("\n")[-2] == "• and 2 more links"
    assert len(body.split("\n")) == 13


@pytest.mark.parametrize("lost", [True, "500"])
def test_a_note_whose_answer_was_lost_is_read_back_and_not_written_again(account: Account, lost: object) -> None:
    contact = account.contact()
    account.click(account.link(automations=ON), contact)
    account.fault("/contacts/*/notes", method="POST", answer_lost=lost)
    with pytest.raises(CrmUnavailable):
        note.act(account.errand("note"))
    assert note.act(account.errand("note", maybe_done=True)).answer == {"notes": []}
    assert len(account.notes(contact)) == len(account.calls("/contacts/", "POST")) == 1


def test_a_note_that_was_never_written_is_written_after_the_reading(account: Account) -> None:
    contact = account.contact()
    account.click(account.link(automations=ON), contact)
    account.fault("/contacts/*/notes", method="POST", status=500)
    with pytest.raises(CrmUnavailable):
        note.act(account.errand("note"))
    note.act(account.errand("note", maybe_done=True))
    assert len(account.notes(contact)) == 1


def test_another_runs_note_is_not_taken_for_this_ones(account: Account) -> None:
    contact = account.contact()
    account.click(account.link(automations=ON), contact)
    run = account.runs("note")[0].id
    for other in (f"Clicked a link\nSL-{run}1", f"SL-1{run}", f"xSL-{run}"):
        account.sandbox.call("POST", f"/_sandbox/contacts/{contact}/notes", json={"body": other})
    note.act(account.errand("note", maybe_done=True))
    assert len(account.notes(contact)) == 4
    note.act(account.errand("note", maybe_done=True))
    assert len(account.notes(contact)) == 4


@pytest.mark.parametrize("fault", [{"status": 429}, {"status": 400, "message": "No."}, {"answer_lost": True}], ids=str)
def test_of_two_windows_the_one_that_is_written_is_not_written_again(account: Account, fault: dict[str, Any]) -> None:
    dashboard(account.tenant).put("/automations", note=True, window_s=60)
    contact, link, at = account.contact(), account.link(), time.time() - OLD
    account.click(link, contact, at=at)
    account.click(link, contact, at=at + 100)
    # The first note passes, unscathed but for a wait of nothing; the second meets the fault.
    account.fault("/contacts/*/notes", method="POST", slow=0.001)
    account.fault("/contacts/*/notes", method="POST", **fault)
    with pytest.raises(CrmUnavailable) as caught:
        note.act(account.errand("note"))
    assert caught.value.maybe_done, "whatever the CRM said, the first is there by now"
    note.act(account.errand("note", maybe_done=True))
    assert len(account.notes(contact)) == 2


@pytest.mark.parametrize(
    ("fault", "error"), [({"status": 429}, RateLimited), ({"status": 400, "message": "No."}, CrmRefused)], ids=str
)
def test_what_is_refused_outright_is_told_as_it_is(
    account: Account, fault: dict[str, Any], error: type[CrmError]
) -> None:
    contact = account.contact()
    account.click(account.link(automations=ON), contact)
    account.fault("/contacts/*/notes", method="POST", **fault)
    with pytest.raises(error):
        note.act(account.errand("note"))
    assert account.notes(contact) == []


def test_the_switches_of_account_and_link_count(account: Account) -> None:
    contact = account.contact()
    account.click(account.link(), contact)
    dashboard(account.tenant).put("/automations", note=True)
    account.click(account.link(automations={"note": False}), contact)
    assert account.runs("note") == []
    account.click(account.link(), contact)
    assert len(account.runs("note")) == 1


def test_clicks_that_turned_out_to_be_a_machines_leave_nothing_to_tell(account: Account) -> None:
    contact = account.contact()
    account.click(account.link(automations=ON), contact)
    rows(account.tenant, "UPDATE clicks SET bot = 'scanner' RETURNING 1")
    with pytest.raises(NothingToDo):
        note.act(account.errand("note"))
    assert account.calls("/contacts/") == []
