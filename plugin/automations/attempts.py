"""What follows from an attempt: done, once more later, or an end with words that staff can act on."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from plugin.automations.actions.kind import AT_MOST, READ_BACK, Action, Done, Errand, NothingToDo, Once, Work
from plugin.automations.models import DONE, ENDED, FAILED, UNKNOWN, WAITING
from plugin.crm.errors import (
    CrmError,
    CrmNotFound,
    CrmPaused,
    CrmRefused,
    CrmUnavailable,
    LocationInactive,
    RateLimited,
)

TRIES: Final = 12  # with the pauses below: about five hours
FIRST_PAUSE_S: Final = 2.0
FACTOR: Final = 3.0
LONGEST_PAUSE_S: Final = 3_600.0
ASLEEP_PAUSE_S: Final = 900.0
ANSWERED_BY_S: Final = 20.0  # what we no longer wait for, the CRM may still be doing; after this it has done it or not
JITTER: Final = 0.05
PATIENCE: Final = timedelta(days=7)
NO_CONTACT: Final = "The CRM does not know this contact. It may have been deleted or merged there."
TIRED: Final = "This was begun {tries} times and never came to an end. Tell support."
LOST: Final = "The CRM's answer was lost: it may have been done. Look there before you have it done again."


@dataclass(frozen=True, slots=True)
class Outcome:
    """The run's next state; a waiting one is due in `pause` seconds.

    `all_wait` says that the whole location waits; `is_free` that the attempt does not count: the CRM turned it away;
    `is_clean` that this attempt has done nothing in the CRM.
    """

    state: str
    code: str | None = None
    reason: str | None = None
    pause: float = 0.0
    all_wait: bool = False
    is_free: bool = False
    is_clean: bool = True
    done: Done | None = None


def attempt(action: Action, errand: Errand, now: datetime) -> dict[int, Outcome]:
    """Do what the errand's runs are for, and say by run id what follows; raises only what is a fault of ours."""
    try:
        outcome = Outcome(DONE, done=action.act(errand))
    except NothingToDo as nothing:
        outcome = Outcome(ENDED, nothing.code, nothing.message)
    except CrmNotFound:
        outcome = Outcome(ENDED, "contact_unknown", NO_CONTACT)
    except CrmRefused as refused:
        if len(errand.runs) > 1:
            # One of them may be at fault for all.
            return {run.id: each for run in errand.runs for each in _alone(action, errand, run, now)}
        outcome = Outcome(FAILED, refused.code, refused.message)
    except CrmError as error:
        return {run.id: after(error, run, now, action.once) for run in errand.runs}
    return {run.id: outcome for run in errand.runs}


def _alone(action: Action, errand: Errand, run: Work, now: datetime) -> list[Outcome]:
    single = Errand(errand.location_id, errand.crm, errand.contact_id, (run,))
    return list(attempt(action, single, now).values())


def after(error: CrmError, run: Work, now: datetime, once: Once) -> Outcome:
    """What follows from an error of the CRM that concerns the run."""
    code, words = error.code, error.message
    waits = Outcome(WAITING, code, words)
    if isinstance(error, RateLimited | CrmPaused):
        waits = Outcome(WAITING, code, words, spread(error.retry_after), all_wait=True, is_free=True)
    elif isinstance(error, LocationInactive):
        waits = Outcome(WAITING, code, words, spread(ASLEEP_PAUSE_S), all_wait=True, is_free=True)
    elif isinstance(error, CrmUnavailable):
        if once == AT_MOST and error.maybe_done:
            return Outcome(UNKNOWN, "answer_lost", LOST, is_clean=False)
        if run.attempts < TRIES:
            shortest = ANSWERED_BY_S if once == READ_BACK and error.maybe_done else 0.0
            waits = Outcome(WAITING, code, words, max(shortest, pause(run.attempts)), is_clean=not error.maybe_done)
    is_over = not waits.pause or now - run.created_at > PATIENCE
    return Outcome(FAILED, code, words, is_clean=waits.is_clean) if is_over else waits


def without_asking(run: Work, once: Once) -> Outcome | None:
    """What becomes of a run that is not attempted any more; None for all others."""
    if once == AT_MOST and run.maybe_done:
        return Outcome(UNKNOWN, "answer_lost", LOST, is_clean=False)
    if run.attempts > TRIES:
        return Outcome(FAILED, "gave_up", TIRED.format(tries=TRIES), is_clean=not run.maybe_done)
    return None


def pause(attempts: int) -> float:
    """Seconds to wait after so many attempts: growing, and spread so that runs of one outage do not return as one."""
    longest = min(FIRST_PAUSE_S * FACTOR ** min(attempts - 1, TRIES), LONGEST_PAUSE_S)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - it spreads load, it guards nothing


def spread(seconds: float) -> float:
    """A pause that was asked for, and a little more, so that accounts that wait do not return as one."""
    return seconds * random.uniform(1.0, 1.0 + JITTER)  # noqa: S311 - as above
