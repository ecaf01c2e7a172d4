"""How many different visitors: exactly, from the rows, whatever is asked; sorting numbers is quick enough."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from typing import Any

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from plugin.clicks.models import Click
from plugin.reports.counts import bucket
from plugin.reports.filter import Filter, Span, rows_in
from plugin.reports.window import Window


def unique(db: Session, span: Span, wanted: Filter) -> int:
    """Distinct visitors."""
    return db.scalar(select(func.count(distinct(Click.visitor))).where(*rows_in(span, wanted))) or 0


def unique_series(db: Session, span: Span, starts: Sequence[datetime], wanted: Filter) -> list[int]:
    """Distinct visitors from each start to the next, as `plugin.reports.counts.series` takes them."""
    number = bucket(Click.at, starts).label("number")
    rows = select(number, Click.visitor).where(*rows_in(span, wanted)).subquery()
    counted = select(rows.c.number, func.count(distinct(rows.c.visitor))).group_by(rows.c.number)
    found: dict[int, int] = dict(tuple(row) for row in db.execute(counted))
    return [found.get(each + 1, 0) for each in range(len(starts))]


def unique_by_day(db: Session, window: Window, wanted: Filter) -> dict[date, int]:
    """Distinct visitors of each day (UTC) of a window."""
    days = list(window.days)
    found = unique_series(db, window, [datetime.combine(day, time(), UTC) for day in days], wanted)
    return dict(zip(days, found, strict=True))


def contacts(db: Session, span: Span, wanted: Filter) -> tuple[int, int]:
    """Clicks from contacts that are known by name, and how many different ones."""
    named: Any = Click.crm_contact_id
    counts = select(func.count(), func.count(distinct(named)))
    row = db.execute(counts.where(*rows_in(span, wanted), named.is_not(None))).one()
    return row[0], row[1]
