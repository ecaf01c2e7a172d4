"""What follows from an attempt: done, once more later, or an end with words that staff can act on."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from plugin.automations.actions import ACTIONS
from plugin.automations.actions.kind import Errand, NothingToDo, Work
from plugin.automations.models import DONE, ENDED, FAILED, WAITING
from plugin.crm.client import Crm
from plugin.crm.errors import CrmError, CrmNotFound, CrmUnavailable, LocationInactive, RateLimited
from plugin.errors import NotFound

TRIES: Final = 12  # with the pauses below: about five hours
FIRST_PAUSE_S: Final = 2.0
FACTOR: Final = 3.0
LONGEST_PAUSE_S: Final = 3_600.0
ASLEEP_PAUSE_S: Final = 900.0
PATIENCE: Final = timedelta(days=7)
UNKNOWN: Final = "The CRM does not know this contact. It may have been deleted or merged there."
TIRED: Final = "This was begun {tries} times and never came to an end. Tell support."


@dataclass(frozen=True, slots=True)
class Claimed:
    """A run as the attempt takes it: `attempts` counts this one."""

    id: int
    link_id: int
    kind: str
    crm_contact_id: str
    payload: Mapping[str, Any]
    attempts: int
    created_at: datetime


@dataclass(frozen=True, slots=True)
class Outcome:
    """The run's next state; a waiting one is due in `pause` seconds.

    `all_wait` says that the whole location waits; `is_free` that the attempt does not count: the CRM turned it away.
    """

    state: str
    code: str | None = None
    reason: str | None = None
    pause: float = 0.0
    all_wait: bool = False
    is_free: bool = False


def attempt(location_id: int, crm: Crm, run: Claimed, now: datetime) -> Outcome:
    """Do what the run is for, and say what follows; raises only what is a fault of ours."""
    if run.attempts > TRIES:
        return Outcome(FAILED, "gave_up", TIRED.format(tries=TRIES))
    action = next((each for each in ACTIONS if each.kind == run.kind), None)
    if action is None:
        raise NotFound(f"There is no action called {run.kind!r}.", code="no_such_action")
    try:
        work = Work(run.id, run.link_id, run.payload, run.created_at, run.attempts)
        action.act(Errand(location_id, crm, run.crm_contact_id, (work,)))
    except CrmNotFound:
        return Outcome(ENDED, "contact_unknown", UNKNOWN)
    except NothingToDo as nothing:
        return Outcome(ENDED, nothing.code, nothing.message)
    except CrmError as error:
        return after(error, run, now)
    return Outcome(DONE)


def after(error: CrmError, run: Claimed, now: datetime) -> Outcome:
    """What follows from an error of the CRM."""
    waits = Outcome(WAITING, error.code, error.message)
    if isinstance(error, RateLimited):
        waits = Outcome(WAITING, error.code, error.message, error.retry_after, all_wait=True, is_free=True)
    elif isinstance(error, LocationInactive):
        waits = Outcome(WAITING, error.code, error.message, ASLEEP_PAUSE_S, all_wait=True, is_free=True)
    elif isinstance(error, CrmUnavailable) and run.attempts < TRIES:
        waits = Outcome(WAITING, error.code, error.message, pause(run.attempts))
    is_over = not waits.pause or now - run.created_at > PATIENCE
    return Outcome(FAILED, error.code, error.message) if is_over else waits


def pause(attempts: int) -> float:
    """Seconds to wait after so many attempts: growing, and spread so that runs of one outage do not return as one."""
    longest = min(FIRST_PAUSE_S * FACTOR ** min(attempts - 1, TRIES), LONGEST_PAUSE_S)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - it spreads load, it guards nothing
