"""What every kind of action has, what it is given to do, and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Final, Literal, Protocol

from plugin.crm.client import Crm
from plugin.errors import SmartLinksError

EFFECT: Final = "effect"
READ_BACK: Final = "read_back"
AT_MOST: Final = "at_most"
Once = Literal["effect", "read_back", "at_most"]
SIGNS: Final = "signs"
WINDOW: Final = "window"
Pace = Literal["signs", "window"]


@dataclass(frozen=True, slots=True)
class Work:
    """A run as an action takes it; `maybe_done` says that an earlier attempt may have been done in the CRM."""

    id: int
    link_id: int
    payload: Mapping[str, Any]
    created_at: datetime
    attempts: int = 1
    maybe_done: bool = False


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be done at once: the due runs of one kind and contact, oldest first; never none.

    Of a kind that is done at most once it is one run, and so where no contact is known yet (`contact_id` is empty).
    """

    location_id: int
    crm: Crm
    contact_id: str
    runs: tuple[Work, ...]


@dataclass(frozen=True, slots=True)
class Done:
    """It is done; `answer` is what the CRM said, as far as staff may want to see it (JSON, no secrets).

    The CRM's trace ids are noted by the engine, for every call that an action makes.
    """

    answer: Mapping[str, Any] = field(default_factory=dict)


class NothingToDo(SmartLinksError):
    """What was to be done no longer makes sense: the runs end, with this code and these words, and nobody is bothered.

    Only before anything was asked to be written.
    """

    code, status = "nothing_to_do", 409


class Action(Protocol):
    """A module of this folder."""

    kind: str
    label: str
    # effect: doing it twice is the same as once. read_back: `maybe_done` has it look before it does it again; that is
    # said only once the time-out of the earlier attempt has passed. at_most: never again without a person's word.
    once: Once
    # signs: a run for each link, contact, subject and slot of SLOT_S, due once a machine would have shown itself.
    # window: one for each contact and the account's window, due when it ends; link_id 0, `since` and `until` (Unix
    # seconds) are added to the payload of its first click.
    pace: Pace
    # SELECT location_id, link_id, crm_contact_id, at (Unix seconds), subject (text; '' where there is but one),
    # payload (jsonb): what a batch causes. FROM `clicked`, which has the columns of `hits`: people's clicks that were
    # sent on and name a contact.
    caused: str
    __name__: str

    def act(self, errand: Errand) -> Done:
        """Do it. Raises NothingToDo, or what plugin.crm.errors names: the engine decides what follows."""
