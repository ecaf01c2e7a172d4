"""How many different visitors: exactly, from the rows, whatever is asked; sorting numbers is quick enough."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from plugin.clicks.models import Click
from plugin.reports.counts import bucket
from plugin.reports.filter import Filter, Span, rows_in


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


def contacts(db: Session, span: Span, wanted: Filter) -> tuple[int, int]:
    """Clicks from contacts that are known by name, and how many different ones."""
    named: Any = Click.crm_contact_id
    counts = select(func.count(), func.count(distinct(named)))
    row = db.execute(counts.where(*rows_in(span, wanted), named.is_not(None))).one()
    return row[0], row[1]


def top_contacts(db: Session, span: Span, wanted: Filter, most: int) -> list[tuple[str, int, datetime]]:
    """The contacts who clicked most, each with their clicks and when they clicked last."""
    named: Any = Click.crm_contact_id
    rows = select(named, func.count(), func.max(Click.at)).where(*rows_in(span, wanted), named.is_not(None))
    ordered = rows.group_by(named).order_by(func.count().desc(), func.max(Click.at).desc(), named).limit(most)
    return [(row[0], row[1], row[2]) for row in db.execute(ordered)]
