"""What follows from each answer of the CRM, and how long the next try waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from plugin.automations.attempts import LONGEST_PAUSE_S, TRIES, Claimed, after, attempt, pause
from plugin.crm.client import Crm
from plugin.crm.errors import (
    CrmError,
    CrmRefused,
    CrmUnavailable,
    LocationInactive,
    NeedsReinstall,
    RateLimited,
    ScopeMissing,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def no_token(spent: str | None = None) -> str:
    pytest.fail(f"the CRM must not be asked, with {spent}")


NEVER = Crm("http://127.0.0.1:9", no_token)


def a_run(attempts: int = 1, age: timedelta = timedelta(0)) -> Claimed:
    return Claimed(1, 1, "tag", "abcdefgh", {"tags": ["vip"]}, attempts, NOW - age)


@pytest.mark.parametrize("error", [NeedsReinstall("Install it."), ScopeMissing("Install it."), CrmRefused(400, "no")])
def test_what_only_a_person_can_mend_fails_at_once_in_its_own_words(error: CrmError) -> None:
    outcome = after(error, a_run(), NOW)
    assert (outcome.state, outcome.code, outcome.reason) == ("failed", error.code, error.message)


def test_a_rate_limit_is_waited_out_by_the_whole_location_and_counts_as_no_attempt() -> None:
    outcome = after(RateLimited(37.0, daily=False), a_run(attempts=TRIES), NOW)
    assert (outcome.state, outcome.pause, outcome.all_wait, outcome.is_free) == ("waiting", 37.0, True, True)


def test_a_parked_account_is_waited_for() -> None:
    outcome = after(LocationInactive("It sleeps."), a_run(attempts=TRIES), NOW)
    assert (outcome.state, outcome.all_wait, outcome.is_free) == ("waiting", True, True)


def test_waiting_ends_after_a_week_with_the_last_reason() -> None:
    outcome = after(LocationInactive("It sleeps."), a_run(age=timedelta(days=8)), NOW)
    assert (outcome.state, outcome.code) == ("failed", "location_inactive")


def test_an_outage_is_tried_through_with_growing_pauses_and_then_failed() -> None:
    pauses = [after(CrmUnavailable("Down."), a_run(attempts=number), NOW) for number in range(1, TRIES + 1)]
    assert [outcome.state for outcome in pauses] == ["waiting"] * (TRIES - 1) + ["failed"]
    assert 1.0 <= pauses[0].pause <= 2.0
    assert all(0 < pause(number) <= LONGEST_PAUSE_S for number in range(1, 1000))
    assert pause(TRIES) > LONGEST_PAUSE_S / 3


def test_a_run_that_never_comes_to_an_end_is_given_up_without_asking_the_crm() -> None:
    assert attempt(1, NEVER, a_run(attempts=TRIES + 1), NOW).code == "gave_up"
