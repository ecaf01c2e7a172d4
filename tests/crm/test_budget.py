"""How many calls an account may make: never more than the CRM grants, by its own words, whatever else is forgotten."""

from __future__ import annotations

import dataclasses
import secrets
from collections.abc import Iterator
from dataclasses import replace

import httpx
import pytest

from oauth.tokens import crm_for
from plugin import db, jobs
from plugin.crm import alone, budget, contacts
from plugin.crm.allowance import DAY_S, INTERVAL_S, Told, told
from plugin.crm.client import Crm
from plugin.crm.errors import RateLimited
from plugin.locations.book import Place
from plugin.settings import Settings
from tests.crm_world import install
from tests.sandbox_crm import Sandbox


@pytest.fixture
def resource(settings: Settings) -> str:
    return f"location:test-{secrets.token_hex(6)}"


def granted(resource: str, most: int, remaining: int | None = None, interval_s: float = 10.0) -> None:
    """One call, whose answer says what is granted."""
    left = most - 1 if remaining is None else remaining
    budget.heard(resource, budget.take(resource), Told(most, interval_s, left))


def take_all(resource: str, most: int = 500) -> int:
    """How many more calls may be made now."""
    for taken in range(most):
        try:
            budget.take(resource)
        except RateLimited:
            return taken
    return most


def test_before_the_crm_has_said_what_it_grants_one_call_goes_ahead_alone(resource: str) -> None:
    assert take_all(resource) == 1
    granted_later = budget.room(resource)
    assert (granted_later.left, granted_later.is_day_spent) == (0, False)
    assert 0 < granted_later.wait_s < 1


def test_then_all_but_a_twentieth_of_what_is_granted_may_be_made_within_any_window(resource: str) -> None:
    granted(resource, 100)
    assert take_all(resource) == 94
    wait_s = budget.room(resource).wait_s
    assert 9 < wait_s <= INTERVAL_S + 0.5


@pytest.mark.parametrize(("most", "left"), [(1, 0), (2, 0), (3, 1), (40, 37)])
def test_a_small_grant_is_kept_to_as_well(resource: str, most: int, left: int) -> None:
    granted(resource, most)
    assert take_all(resource) == left


def test_calls_are_free_again_a_window_after_their_answers(resource: str) -> None:
    granted(resource, 20, interval_s=0.0)
    assert budget.room(resource).left == 18
    while budget.room(resource).left < 19:
        pass


def test_what_others_have_used_is_known_from_the_first_answer_after_redis_was_wiped(resource: str) -> None:
    granted(resource, 100, remaining=30)
    assert take_all(resource) == 25


def test_a_call_on_its_way_counts_until_it_must_have_been_answered(resource: str) -> None:
    granted(resource, 3)
    answered = latest(resource)
    budget.take(resource)
    assert latest(resource) - answered > 10_000


def latest(resource: str) -> float:
    found: list[tuple[bytes, float]] = list(
        jobs.redis().zrange(f"crm:calls:{resource}", -1, -1, withscores=True)  # type: ignore[arg-type]
    )
    return found[0][1]


def test_a_refusal_closes_the_account_for_as_long_as_the_crm_says(resource: str) -> None:
    granted(resource, 100)
    pause_s = budget.heard(resource, budget.take(resource), Told(100, 30.0, 0, "burst", 30.0))
    assert pause_s == 30
    assert 29 < budget.room(resource).wait_s <= 30


def test_refusals_without_a_word_on_how_long_close_it_longer_and_longer(resource: str) -> None:
    pauses = [budget.heard(resource, "call", Told(closed="burst")) for _ in range(6)]
    assert pauses == [1, 2, 4, 8, 10, 10]
    budget.heard(resource, "call", Told(100, 10.0, 90))
    assert budget.heard(resource, "call", Told(closed="burst")) == 1


def test_a_spent_day_closes_it_until_the_day_is_over(resource: str) -> None:
    granted(resource, 100)
    budget.heard(resource, budget.take(resource), Told(100, 10.0, 50, "day", 7_200.0))
    with pytest.raises(RateLimited) as refused:
        budget.take(resource)
    assert refused.value.daily
    assert 7_190 < refused.value.retry_after <= 7_200


def test_what_a_person_waits_for_is_asked_in_any_case_and_counts(resource: str) -> None:
    granted(resource, 3)
    take_all(resource)
    budget.take(resource, bounded=False)
    assert jobs.redis().zcard(f"crm:calls:{resource}") == 3


@pytest.fixture
def no_redis(settings: Settings) -> Iterator[None]:
    db.configure(dataclasses.replace(settings, redis_url="redis://127.0.0.1:9/0"))
    yield
    db.configure(settings)


@pytest.mark.usefixtures("no_redis")
def test_without_redis_each_process_keeps_to_a_small_part(resource: str) -> None:
    assert take_all(resource) == 10
    assert 9 < budget.room(resource).wait_s <= INTERVAL_S
    other = resource + "-other"
    budget.heard(other, "call", Told(100, 10.0, 0, "day", 60.0))
    room = budget.room(other)
    assert (room.left, room.is_day_spent) == (0, True)
    alone._calls.clear()
    alone._closed.clear()


@pytest.mark.parametrize(
    ("headers", "said"),
    [
        ({}, Told()),
        ({"x-ratelimit-max": "50", "x-ratelimit-remaining": "12"}, Told(50, 10.0, 12)),
        ({"x-ratelimit-max": "50"}, Told(50)),
        ({"x-ratelimit-remaining": "12"}, Told()),
        ({"x-ratelimit-max": "-1", "x-ratelimit-remaining": "x", "x-ratelimit-interval-milliseconds": "1e9"}, Told()),
        ({"x-ratelimit-interval-milliseconds": "2500"}, Told(interval_s=2.5)),
        ({"x-ratelimit-daily-remaining": "0"}, Told(closed="day", pause_s=DAY_S)),
        (
            {"x-ratelimit-daily-remaining": "0", "x-ratelimit-daily-reset": "3600000"},
            Told(closed="day", pause_s=3_600.0),
        ),
        ({"x-ratelimit-daily-remaining": "9" * 400}, Told()),
    ],
    ids=str,
)
def test_headers_are_read_as_far_as_they_make_sense(headers: dict[str, str], said: Told) -> None:
    assert told(httpx.Response(200, headers=headers)) == said


@pytest.fixture
def place(crm_settings: Settings, sandbox: Sandbox) -> Place:
    return install(sandbox)


def test_against_the_crm_no_call_of_many_goes_over_the_limit(place: Place, sandbox: Sandbox) -> None:
    contact = str(sandbox.new_contact(place.crm_location_id)["id"])
    sandbox.call("POST", "/_sandbox/limits", json={"resource": place.crm_location_id, "burst": 12})
    crm: Crm = replace(crm_for(place.location_id), bounded=True)
    for made in range(100):
        try:
            contacts.get(crm, contact)
        except RateLimited:
            break
        if made == 5:
            jobs.redis().flushdb()
    seen = sandbox.call("GET", "/_sandbox/limits")["resources"][place.crm_location_id]
    assert (seen["calls"], seen["refused"]) == (11, 0)
