"""Answers of several accounts made into one: sums by value, moment and hour, and nothing where nothing can be said."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from plugin.companies import merge
from plugin.reports.breakdown import Slice
from plugin.reports.questions.cards import Numbers
from plugin.reports.questions.clicks_over_time import Point

MONDAY = datetime(2026, 9, 7, tzinfo=UTC)
DAY, WEEK = timedelta(days=1), timedelta(weeks=1)


def numbers(number: int, leads: int | None = 0) -> dict[str, Any]:
    counted = dict.fromkeys(merge.NUMBERS, number)
    return {**counted, "leads": leads}


def cards(number: int, was: int | None, leads: int | None = 0) -> dict[str, Any]:
    return {**numbers(number, leads), "was": None if was is None else Numbers(**numbers(was))}


def test_cards_are_summed_and_so_is_what_was() -> None:
    assert merge.cards([cards(3, 1, 5), cards(4, 0, 6)]) == {**numbers(7, 11), "was": numbers(1)}


def test_nothing_is_compared_unless_every_account_has_a_before() -> None:
    assert merge.cards([cards(3, 1), cards(4, None)])["was"] is None


def test_leads_that_one_account_cannot_tell_are_not_told_of_all() -> None:
    assert merge.cards([cards(3, 1, None), cards(4, 1, 2)])["leads"] is None


def test_no_account_at_all_has_noughts() -> None:
    assert merge.cards([]) == {**numbers(0), "was": None}
    assert merge.clicks_over_time([], [MONDAY]) == {"points": [Point(MONDAY, 0)], "was": []}
    assert merge.busiest_hours([]) == [[0] * 24] * 7
    assert merge.by_value([], 50) == []


def course(*points: Point, was: tuple[Point, ...] = ()) -> dict[str, Any]:
    return {"interval": "week", "points": list(points), "was": list(was)}


def test_an_accounts_first_part_of_a_week_counts_in_the_week_of_all() -> None:
    starts = [MONDAY - 3 * DAY, MONDAY, MONDAY + WEEK]
    long = course(*(Point(at, 1, 1) for at in starts))
    short = course(Point(MONDAY + 2 * DAY, 10, 5), Point(MONDAY + WEEK, 20, 6))
    assert merge.clicks_over_time([short, long], starts)["points"] == [
        Point(starts[0], 1, 1), Point(starts[1], 11, 6), Point(starts[2], 21, 7),
    ]  # fmt: skip


def test_the_course_before_is_summed_where_every_account_has_one() -> None:
    with_past = course(Point(MONDAY, 1), was=(Point(MONDAY - WEEK, 2),))
    assert merge.clicks_over_time([with_past, with_past], [MONDAY])["was"] == [Point(MONDAY - WEEK, 4)]
    assert merge.clicks_over_time([with_past, course(Point(MONDAY, 1))], [MONDAY])["was"] == []


def test_hours_are_summed_hour_by_hour() -> None:
    one, other = ([[0] * 24 for _ in range(7)] for _ in range(2))
    one[0][9], other[0][9], other[6][23] = 1, 2, 4
    found = merge.busiest_hours([one, other])
    assert (found[0][9], found[6][23], sum(map(sum, found))) == (3, 4, 7)
    assert (one[0][9], other[0][9]) == (1, 2)


def test_values_are_summed_then_ordered_then_cut() -> None:
    one = [Slice("US", 3), Slice(None, 3), Slice("FR", 2)]
    other = [Slice("DE", 4), Slice("FR", 2), Slice("AT", 3)]
    assert merge.by_value([one, other], 4) == [Slice("DE", 4), Slice("FR", 4), Slice("AT", 3), Slice("US", 3)]
    assert merge.by_value([one, other], 50)[-1] == Slice(None, 3)
