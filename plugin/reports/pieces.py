"""A span in pieces: what was counted of one is kept until a click of that piece comes, goes or changes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import pairwise
from typing import Any, Final, Protocol, TypeVar

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plugin.clicks.models import ClicksByQuarter
from plugin.reports.filter import Part, Span
from plugin.reports.memo import once

QUARTER: Final = timedelta(minutes=15)
STAMPS: Final = "stamps"


@dataclass(frozen=True, slots=True)
class Stamp:
    """What is counted of a span in all, and the location's pulse when any of it changed last.

    Clicks that are let go take their last pulse with them: the numbers tell then.
    """

    clicks: int
    bots: int
    firsts: int
    scans: int
    changed: int

    @property
    def is_nothing(self) -> bool:
        """Whether nobody clicked."""
        return self.clicks + self.bots == 0


class Addable(Protocol):
    """A number, or several of one kind."""

    def __add__(self, more: Any, /) -> Any:
        """Both together."""


Found = TypeVar("Found")
Key = TypeVar("Key", bound=Hashable)
Number = TypeVar("Number", bound=Addable)


def present() -> datetime:
    """The moment since which clicks go on coming: what lies before it changes seldom."""
    now = datetime.now(UTC)
    return now.replace(minute=now.minute // 15 * 15, second=0, microsecond=0)


def stamp(db: Session, span: Span) -> Stamp:
    """What tells whether anything has changed in a span; the same throughout the session."""
    known: dict[tuple[datetime, datetime], Stamp] = db.info.setdefault(STAMPS, {})
    key = (span.start, span.end)
    if key not in known:
        table = ClicksByQuarter
        sums = (func.sum(each) for each in (table.clicks, table.bots, table.firsts, table.scans))
        rows = select(*sums, func.max(table.changed)).where(table.quarter >= span.start, table.quarter < span.end)
        known[key] = Stamp(*(int(number or 0) for number in db.execute(rows).one()))
    return known[key]


def kept(db: Session, span: Span, name: Hashable, find: Callable[[], Found]) -> Found:
    """What is called so of a span of the session's location, found anew once something has changed in it."""
    found: Found = once(db, (name, span.start, span.end, stamp(db, span)), find)
    return found


def added(db: Session, span: Span, name: Hashable, find: Callable[[Part], Mapping[Key, Number]]) -> dict[Key, Number]:
    """The numbers of a span by whatever key, `find` being asked only about pieces in which something has changed."""
    total: dict[Key, Number] = {}
    for piece in pieces(span):
        if stamp(db, piece).is_nothing:
            continue
        for key, number in kept(db, piece, name, partial(find, piece)).items():
            total[key] = total[key] + number if key in total else number
    return total


def pieces(span: Span) -> list[Part]:
    """Days that are over (UTC), hours of today that are over, and the present."""
    now = present()
    cuts = [cut for cut in (now.replace(hour=0, minute=0), now) if span.start < cut < span.end]
    return [Part(*ends) for ends in pairwise([span.start, *dict.fromkeys(cuts), span.end])]
