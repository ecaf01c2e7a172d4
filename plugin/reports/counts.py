"""How many: clicks, firsts, bots and scans, from what is counted as they come or, narrowed, from the rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Integer, cast, func, select
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session
from sqlalchemy.types import DateTime

from plugin.clicks.models import Click, ClicksByQuarter
from plugin.reports.filter import Filter, Part, Span, sent_in
from plugin.reports.pieces import added, stamp


@dataclass(frozen=True, slots=True)
class Count:
    """Clicks of people, which of them were a visitor's first on a link or came from a QR code, and bots beside them."""

    clicks: int = 0
    bots: int = 0
    firsts: int = 0
    scans: int = 0

    def __add__(self, more: Count) -> Count:
        """Both together."""
        return Count(
            self.clicks + more.clicks, self.bots + more.bots, self.firsts + more.firsts, self.scans + more.scans
        )

    def shown(self, wanted: Filter) -> int:
        """The number that `clicks` stands for under this filter."""
        return self.clicks + self.bots if wanted.with_bots else self.clicks


def total(db: Session, span: Span, wanted: Filter) -> Count:
    """What was counted in all."""
    if wanted.is_whole:
        known = stamp(db, span)
        return Count(known.clicks, known.bots, known.firsts, known.scans)
    return added(db, span, ("total", wanted), lambda piece: _by(db, piece, wanted)).get((), Count())


def series(db: Session, span: Span, starts: Sequence[datetime], wanted: Filter) -> list[Count]:
    """What was counted from each start to the next, the last one's to the span's end.

    `starts` are in order, the first at the span's start: whole hours, days or months of whatever zone, worked out by
    whoever asks, so that PostgreSQL need know of no zone.
    """
    number = bucket(_moment(wanted), starts)
    found = added(db, span, ("series", tuple(starts), wanted), lambda piece: _by(db, piece, wanted, number))
    return [found.get((each + 1,), Count()) for each in range(len(starts))]


def by_week_hour(db: Session, span: Span, zone: str, wanted: Filter) -> dict[tuple[int, int], Count]:
    """What was counted in each hour of a week (day 1 is Monday, hour 0 to 23) by the clocks of an IANA zone."""
    local = func.timezone(zone, _moment(wanted))
    hours = [cast(func.extract(part, local), Integer) for part in ("isodow", "hour")]
    return added(db, span, ("week", zone, wanted), lambda piece: _by(db, piece, wanted, *hours))


def _moment(wanted: Filter) -> Any:
    return ClicksByQuarter.quarter if wanted.is_whole else Click.at


def _by(db: Session, span: Span, wanted: Filter, *groups: ColumnElement[Any]) -> dict[Any, Count]:
    """What was counted by so many numbers together."""
    rows = db.execute(_numbers(span, wanted).add_columns(*groups).group_by(*groups))
    return {tuple(row[4:]): Count(*(int(number or 0) for number in row[:4])) for row in rows}


def bucket(moment: Any, starts: Sequence[datetime]) -> ColumnElement[int]:
    """The number of the last start that is not after a moment, counted from 1."""
    return func.width_bucket(moment, cast(list(starts), ARRAY(DateTime(timezone=True))), type_=Integer)


def _numbers(span: Span, wanted: Filter) -> Any:
    """Clicks, bots, firsts and scans, in the order of Count."""
    if wanted.is_whole:
        table = ClicksByQuarter
        sums = (func.sum(each) for each in (table.clicks, table.bots, table.firsts, table.scans))
        return select(*sums).where(table.quarter >= span.start, table.quarter < span.end)
    human, count = Click.human.expression, func.count()
    kinds = (human, ~human, Click.first.expression, human & Click.qr.expression)
    return select(*(count.filter(kind) for kind in kinds)).where(*sent_in(span, wanted))


def earliest(db: Session, wanted: Filter) -> datetime | None:
    """The first moment, to a quarter of an hour at least, at which anything was counted; of links, whatever narrows."""
    if wanted.link_id is None and wanted.links is None:
        # Deleted links and corrections leave counters with nothing in them.
        counted = ClicksByQuarter.clicks + ClicksByQuarter.bots > 0
        return db.scalar(select(func.min(ClicksByQuarter.quarter)).where(counted))
    every = Part(datetime(2000, 1, 1, tzinfo=UTC), datetime.now(UTC) + timedelta(days=2))
    rows = sent_in(every, Filter(wanted.link_id, links=wanted.links))
    return db.scalar(select(func.min(Click.at)).where(*rows))
