"""Several accounts' answers to one question as one answer: what has the same value, moment or hour is summed."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, fields
from datetime import datetime
from typing import Any, Final

from plugin.reports.breakdown import Slice
from plugin.reports.questions.busiest_hours import DAYS, HOURS
from plugin.reports.questions.cards import Numbers
from plugin.reports.questions.clicks_over_time import Point

NUMBERS: Final = tuple(field.name for field in fields(Numbers))


def cards(answers: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """The sums; `was` only where every account has it, since a part of them before would seem to have grown."""
    was = [each["was"] for each in answers]
    is_compared = bool(was) and None not in was
    return {**_sums(answers), "was": _sums([asdict(each) for each in was]) if is_compared else None}


def clicks_over_time(answers: Sequence[Mapping[str, Any]], starts: Sequence[datetime]) -> dict[str, list[Point]]:
    """A point for each of `starts`: an account's own first point may begin later, in the middle of a week or month."""
    was = [each["was"] for each in answers]
    past = [point.at for point in was[0]] if was and all(was) else []
    return {"points": _course(starts, (each["points"] for each in answers)), "was": _course(past, was) if past else []}


def busiest_hours(answers: Iterable[Sequence[Sequence[int]]]) -> list[list[int]]:
    """The hours of the week, each the sum of the accounts'."""
    week = [[0] * HOURS for _ in range(DAYS)]
    for answer in answers:
        week = [[one + more for one, more in zip(*days, strict=True)] for days in zip(week, answer, strict=True)]
    return week


def by_value(answers: Iterable[Iterable[Slice]], most: int) -> list[Slice]:
    """The most clicked values of all accounts together; of as many clicks by value, what is not known at the end."""
    clicks = Counter[str | None]()
    for answer in answers:
        clicks.update({each.value: each.clicks for each in answer})
    ordered = sorted(clicks.items(), key=lambda item: (-item[1], item[0] is None, item[0] or ""))
    return [Slice(*item) for item in ordered[:most]]


def _sums(several: Sequence[Mapping[str, Any]]) -> dict[str, int | None]:
    return {name: _sum([each[name] for each in several]) for name in NUMBERS}


def _sum(parts: Sequence[int | None]) -> int | None:
    known = [part for part in parts if part is not None]
    return sum(known) if len(known) == len(parts) else None


def _course(starts: Sequence[datetime], several: Iterable[Iterable[Point]]) -> list[Point]:
    clicks, unique = [0] * len(starts), [0] * len(starts)
    for point in (point for points in several for point in points):
        place = bisect_right(starts, point.at) - 1
        clicks[place] += point.clicks
        unique[place] += point.unique
    return [Point(*each) for each in zip(starts, clicks, unique, strict=True)]
