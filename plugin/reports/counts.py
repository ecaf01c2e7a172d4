"""How many: clicks and bots from what is counted as they come, unique visitors exactly, from the rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Date, cast, distinct, func, select
from sqlalchemy.orm import Session

from plugin.clicks.enrich import SENT
from plugin.clicks.models import Click, ClicksByLinkDay, ClicksByQuarter, FirstSeen
from plugin.reports.window import Window


@dataclass(frozen=True, slots=True)
class Filter:
    """Whose clicks are asked about: one link's or, without one, the whole location's; machines' too or not."""

    link_id: int | None = None
    with_bots: bool = False


@dataclass(frozen=True, slots=True)
class Count:
    """Clicks of people, and bots' hits beside them."""

    clicks: int = 0
    bots: int = 0

    def __add__(self, other: Count) -> Count:
        return Count(self.clicks + other.clicks, self.bots + other.bots)

    def shown(self, wanted: Filter) -> int:
        """The number that `clicks` stands for under this filter."""
        return self.clicks + self.bots if wanted.with_bots else self.clicks


def by_day(db: Session, window: Window, wanted: Filter) -> dict[date, Count]:
    """What was counted on each day that has anything."""
    table: Any = ClicksByQuarter if wanted.link_id is None else ClicksByLinkDay
    day: ColumnElement[Any] = ClicksByLinkDay.day.expression
    inside = [day >= window.first, day <= window.last, ClicksByLinkDay.link_id == wanted.link_id]
    if wanted.link_id is None:
        day = _day(ClicksByQuarter.quarter.expression)
        inside = [ClicksByQuarter.quarter >= window.start, ClicksByQuarter.quarter < window.end]
    rows = select(day, func.sum(table.clicks), func.sum(table.bots)).where(*inside).group_by(day)
    return {row[0]: Count(int(row[1]), int(row[2])) for row in db.execute(rows)}


def total(db: Session, window: Window, wanted: Filter) -> Count:
    """What was counted in all."""
    return sum(by_day(db, window, wanted).values(), Count())


def unique(db: Session, window: Window, wanted: Filter) -> int:
    """Distinct visitors in the window."""
    if window.is_all and not wanted.with_bots:
        seen = select(func.count(distinct(FirstSeen.visitor)))
        return db.scalar(seen if wanted.link_id is None else seen.where(FirstSeen.link_id == wanted.link_id)) or 0
    return db.scalar(select(func.count(distinct(Click.visitor))).where(*rows_in(window, wanted))) or 0


def unique_by_day(db: Session, window: Window, wanted: Filter) -> dict[date, int]:
    """Distinct visitors of each day that has any."""
    day = _day(Click.at.expression)
    rows = select(day, func.count(distinct(Click.visitor))).where(*rows_in(window, wanted)).group_by(day)
    return {row[0]: row[1] for row in db.execute(rows)}


def rows_in(window: Window, wanted: Filter) -> list[ColumnElement[bool]]:
    """The conditions under which a row of `clicks` counts."""
    found = [Click.at >= window.start, Click.at < window.end, Click.outcome == SENT]
    if wanted.link_id is not None:
        found.append(Click.link_id == wanted.link_id)
    return found if wanted.with_bots else [*found, Click.human.expression]


def earliest(db: Session, wanted: Filter) -> date | None:
    """The first day on which anything was counted."""
    if wanted.link_id is None:
        # A deleted link's clicks leave quarters with nothing in them.
        counted = ClicksByQuarter.clicks + ClicksByQuarter.bots > 0
        first = db.scalar(select(func.min(ClicksByQuarter.quarter)).where(counted))
        return first.date() if first else None
    return db.scalar(select(func.min(ClicksByLinkDay.day)).where(ClicksByLinkDay.link_id == wanted.link_id))


def _day(moment: ColumnElement[Any]) -> ColumnElement[Any]:
    return cast(func.timezone("UTC", moment), Date)
