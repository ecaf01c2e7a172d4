"""What follows from each answer of the CRM, and how long the next try waits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from plugin.automations.actions.kind import AT_MOST, EFFECT, READ_BACK, Work
from plugin.automations.attempts import (
    ANSWERED_BY_S,
    JITTER,
    LONGEST_PAUSE_S,
    TRIES,
    after,
    pause,
    without_asking,
)
from plugin.crm.errors import (
    CrmError,
    CrmPaused,
    CrmRefused,
    CrmUnavailable,
    CrmUnreached,
    LocationInactive,
    NeedsReinstall,
    RateLimited,
    ScopeMissing,
)

NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


def a_run(attempts: int = 1, age: timedelta = timedelta(0), *, maybe_done: bool = False) -> Work:
    return Work(1, 1, {"tags": ["vip"]}, NOW - age, attempts, maybe_done)


@pytest.mark.parametrize("error", [NeedsReinstall("Install it."), ScopeMissing("Install it."), CrmRefused(400, "no")])
def test_what_only_a_person_can_mend_fails_at_once_in_its_own_words(error: CrmError) -> None:
    outcome = after(error, a_run(), NOW, EFFECT)
    assert (outcome.state, outcome.code, outcome.reason) == ("failed", error.code, error.message)


def test_a_rate_limit_is_waited_out_by_the_whole_location_and_counts_as_no_attempt() -> None:
    for error in (RateLimited(37.0, daily=False), CrmPaused(37.0)):
        outcome = after(error, a_run(attempts=TRIES), NOW, EFFECT)
        assert (outcome.state, outcome.all_wait, outcome.is_free) == ("waiting", True, True)
        assert 37.0 <= outcome.pause <= 37.0 * (1 + JITTER)


def test_a_parked_account_is_waited_for() -> None:
    outcome = after(LocationInactive("It sleeps."), a_run(attempts=TRIES), NOW, EFFECT)
    assert (outcome.state, outcome.all_wait, outcome.is_free) == ("waiting", True, True)


def test_waiting_ends_after_a_week_with_the_last_reason() -> None:
    outcome = after(LocationInactive("It sleeps."), a_run(age=timedelta(days=8)), NOW, EFFECT)
    assert (outcome.state, outcome.code) == ("failed", "location_inactive")


def test_an_outage_is_tried_through_with_growing_pauses_and_then_failed() -> None:
    pauses = [after(CrmUnavailable("Down."), a_run(attempts=number), NOW, EFFECT) for number in range(1, TRIES + 1)]
    assert [outcome.state for outcome in pauses] == ["waiting"] * (TRIES - 1) + ["failed"]
    assert 1.0 <= pauses[0].pause <= 2.0
    assert all(0 < pause(number) <= LONGEST_PAUSE_S for number in range(1, 1000))
    assert pause(TRIES) > LONGEST_PAUSE_S / 3


def test_a_run_that_never_comes_to_an_end_is_given_up_without_asking_the_crm() -> None:
    given_up = without_asking(a_run(attempts=TRIES + 1), EFFECT)
    assert given_up is not None
    assert (given_up.state, given_up.code) == ("failed", "gave_up")
    assert without_asking(a_run(attempts=TRIES), EFFECT) is None


def test_of_what_is_done_at_most_once_a_lost_answer_is_the_end_until_a_person_says_otherwise() -> None:
    lost = after(CrmUnavailable("Lost."), a_run(), NOW, AT_MOST)
    assert (lost.state, lost.code, lost.is_clean) == ("unknown", "answer_lost", False)
    begun = without_asking(a_run(maybe_done=True), AT_MOST)
    assert begun is not None
    assert begun.state == "unknown"


@pytest.mark.parametrize("error", [CrmUnreached("No connection."), CrmPaused(5.0), RateLimited(5.0, daily=False)])
def test_what_never_reached_the_crm_is_tried_again_even_where_it_is_done_at_most_once(error: CrmError) -> None:
    outcome = after(error, a_run(), NOW, AT_MOST)
    assert (outcome.state, outcome.is_clean) == ("waiting", True)


def test_what_is_read_back_waits_until_the_crm_has_done_it_or_not() -> None:
    assert after(CrmUnavailable("Lost."), a_run(), NOW, READ_BACK).pause >= ANSWERED_BY_S
    assert after(CrmUnreached("No connection."), a_run(), NOW, READ_BACK).pause < ANSWERED_BY_S
