"""How many different visitors: exactly, from the rows, whatever is asked; of what is over, counted once."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import Session

from plugin.clicks.models import Click
from plugin.reports.counts import bucket
from plugin.reports.filter import Filter, Part, Span, rows_in
from plugin.reports.pieces import kept, present, stamp


def unique(db: Session, span: Span, wanted: Filter) -> int:
    """Distinct visitors."""
    if stamp(db, span).is_nothing:
        return 0
    rows = select(func.count(distinct(Click.visitor))).where(*rows_in(span, wanted))
    return kept(db, span, ("unique", wanted), lambda: db.scalar(rows) or 0)


def unique_series(db: Session, span: Span, starts: Sequence[datetime], wanted: Filter) -> list[int]:
    """Distinct visitors from each start to the next, as `plugin.reports.counts.series` takes them."""
    now = present()
    last = max([starts[0], *(each for each in starts if each <= now)])
    found = list[int]()
    for part in (Part(span.start, last), Part(last, span.end)):
        own = [each for each in starts if part.start <= each < part.end]
        found += [unique(db, part, wanted)] if len(own) == 1 else _series(db, part, own, wanted)
    return found


def _series(db: Session, part: Part, starts: Sequence[datetime], wanted: Filter) -> list[int]:
    number = bucket(Click.at, starts).label("number")
    rows = select(number, Click.visitor).where(*rows_in(part, wanted)).distinct().subquery()
    counted = select(rows.c.number, func.count()).group_by(rows.c.number)

    def count() -> list[int]:
        found: dict[int, int] = dict(tuple(row) for row in db.execute(counted))
        return [found.get(each + 1, 0) for each in range(len(starts))]

    return kept(db, part, ("unique", tuple(starts), wanted), count) if starts else []


def contacts(db: Session, span: Span, wanted: Filter) -> tuple[int, int]:
    """Clicks from contacts that are known by name, and how many different ones."""
    if stamp(db, span).is_nothing:
        return 0, 0
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
