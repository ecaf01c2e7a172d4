"""How clicks went, day by day, beside as many days before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time
from typing import Any, Final

from sqlalchemy.orm import Session

from plugin.reports import counts
from plugin.reports.counts import Count
from plugin.reports.filter import Filter
from plugin.reports.uniques import unique_by_day
from plugin.reports.window import Window

kind: Final = "clicks_over_time"
label: Final = "Clicks over time"


@dataclass(frozen=True, slots=True)
class Point:
    """One day; `at` is the moment it begins."""

    at: datetime
    clicks: int
    unique: int = 0


def answer(db: Session, window: Window, wanted: Filter) -> dict[str, Any]:
    """A point for every day of the window, and of the one before as `was`; days without clicks are there as nought."""
    unique = unique_by_day(db, window, wanted)
    points = [Point(point.at, point.clicks, unique.get(point.at.date(), 0)) for point in _points(db, window, wanted)]
    was = _points(db, window.before, wanted) if window.before else []
    return {"interval": "day", "points": points, "was": was}


def _points(db: Session, window: Window, wanted: Filter) -> list[Point]:
    found = counts.by_day(db, window, wanted)
    return [Point(datetime.combine(day, time(), UTC), found.get(day, Count()).shown(wanted)) for day in window.days]
