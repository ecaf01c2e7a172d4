"""A trial is told by INSTALL; staff see how many days of it are left."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from plugin.locations.book import Place
from plugin.tenancy import tenant
from tests.plans.conftest import Marketplace, at_work


def notice(place: Place) -> str | None:
    found = at_work(place).get("/me").json["notices"]
    return next((one["message"] for one in found if one["code"] == "trial"), None)


def trial(days: Any, began: datetime | None = None) -> dict[str, Any]:
    start = {"trialStartDate": began.isoformat()} if began else {}
    return {"onTrial": True, "trialDuration": days, **start}


@pytest.mark.parametrize(("ago", "left"), [(0, "10 days"), (3.5, "7 days"), (8.9, "2 days"), (9.5, "1 day")])
def test_the_days_that_are_left_are_counted(marketplace: Marketplace, place: Place, ago: float, left: str) -> None:
    began = datetime.now(UTC) - timedelta(days=ago)
    assert marketplace.tell("INSTALL", place, trial=trial(10, began)) == "done"
    assert f"Your trial has {left} left." in str(notice(place))
    ends = datetime.fromisoformat(at_work(place).get("/plan").json["trial_ends_at"])
    assert abs(ends - began - timedelta(days=10)) < timedelta(seconds=1)


def test_the_last_day_is_told_in_the_accounts_own_time(marketplace: Marketplace, place: Place) -> None:
    with tenant(place.location_id) as session:
        session.execute(text("UPDATE locations SET timezone = 'Pacific/Kiritimati'"))
    ends = datetime.now(UTC).replace(hour=23, minute=0) + timedelta(days=5)
    marketplace.tell("INSTALL", place, trial=trial(10, ends - timedelta(days=10)))
    there = ends + timedelta(hours=14)
    assert f"It ends on {there:%B} {there.day}." in str(notice(place))


def test_a_trial_without_a_beginning_began_with_the_install(marketplace: Marketplace, place: Place) -> None:
    marketplace.tell("INSTALL", place, trial=trial(14))
    assert "14 days left" in str(notice(place))


def test_a_trial_that_is_over_is_no_longer_spoken_of_and_changes_nothing(
    marketplace: Marketplace, place: Place
) -> None:
    marketplace.tell("INSTALL", place, trial=trial(10, datetime.now(UTC) - timedelta(days=11)))
    assert notice(place) is None
    assert at_work(place).get("/plan").json["lapsed"] is False


def test_an_event_that_says_nothing_of_a_trial_leaves_it_and_one_that_denies_it_ends_it(
    marketplace: Marketplace, place: Place
) -> None:
    marketplace.tell("INSTALL", place, trial=trial(10))
    marketplace.tell("INSTALL", place)
    assert notice(place) is not None
    marketplace.tell("INSTALL", place, trial={"onTrial": False})
    assert notice(place) is None


@pytest.mark.parametrize("days", [0, -3, 10_000, "ten", None, True, [7]])
def test_a_trial_of_no_sensible_length_is_not_taken(marketplace: Marketplace, place: Place, days: Any) -> None:
    assert marketplace.tell("INSTALL", place, trial=trial(days)) == "done"
    assert notice(place) is None


@pytest.mark.parametrize("told", ["yes", [], {}, {"onTrial": "true"}, 1])
def test_a_trial_of_another_shape_is_not_taken(marketplace: Marketplace, place: Place, told: Any) -> None:
    assert marketplace.tell("INSTALL", place, trial=told) == "done"
    assert notice(place) is None
