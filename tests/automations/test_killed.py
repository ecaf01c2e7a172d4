"""Whoever does an action may end between any two of its steps: done again, its effect is there once."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count
from typing import Any

import pytest

from plugin.automations.actions import lead, note, sync
from plugin.automations.actions.kind import Action
from plugin.crm import contacts, fields, notes
from plugin.leads import verbs as leads
from tests.automations.errands import Account
from tests.automations.test_lead import captured_lead, contact_of, contacts_like
from tests.automations.test_sync import fields_of, shown

ASKING = {"sync": True, "note": True}


class Killed(BaseException):
    """The end of the process that a test stands in."""


def ending_after(step: Callable[..., Any], times: int) -> Callable[..., Any]:
    """The same step, after which, the given time, nothing more is done."""
    numbers = count(1)

    def cut(*args: Any, **kwargs: Any) -> Any:
        done = step(*args, **kwargs)
        if next(numbers) == times:
            raise Killed
        return done

    return cut


@pytest.fixture
def contact(account: Account) -> str:
    """Who has clicked a link that asks for fields and a note."""
    made = account.contact()
    account.click(account.link(automations=ASKING), made)
    return made


def killed_and_done_again(account: Account, action: Action, *, maybe_done: bool = False) -> None:
    with pytest.raises(Killed):
        action.act(account.errand(action.kind))
    action.act(account.errand(action.kind, attempts=2, maybe_done=maybe_done))


@pytest.mark.parametrize("times", [1, 2, 3])
def test_after_any_field_is_made(account: Account, contact: str, monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    monkeypatch.setattr(fields, "create", ending_after(fields.create, times))
    killed_and_done_again(account, sync)
    assert len(fields_of(account)) == len(account.calls("/locations/", "POST")) == 3
    assert shown(account, contact)["Total clicks"] == "1"


def test_after_the_fields_are_filled(account: Account, contact: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(contacts, "set_fields", ending_after(contacts.set_fields, 1))
    killed_and_done_again(account, sync)
    assert shown(account, contact)["Total clicks"] == "1"


def test_after_the_note_is_written(account: Account, contact: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "add", ending_after(notes.add, 1))
    killed_and_done_again(account, note, maybe_done=True)
    assert len(account.notes(contact)) == 1


@pytest.mark.parametrize(
    ("room", "step"), [(contacts, "upsert"), (leads, "name"), (contacts, "add_tags")], ids=["upsert", "name", "tags"]
)
def test_after_each_step_of_a_lead(account: Account, monkeypatch: pytest.MonkeyPatch, room: Any, step: str) -> None:
    lead_id = captured_lead(account)
    monkeypatch.setattr(room, step, ending_after(getattr(room, step), 1))
    killed_and_done_again(account, lead)
    assert len(contacts_like(account)) == len(account.calls("/contacts/upsert")) == 1
    assert sorted(contact_of(account, lead_id)["tags"]) == ["lead", "vip"]
