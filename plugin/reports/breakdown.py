"""Clicks by the values of one dimension or of several together, the most clicked first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from functools import partial
from heapq import nlargest
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select, tuple_, union_all
from sqlalchemy.orm import Session

from plugin.clicks.dictionaries import OF_COLUMN
from plugin.clicks.models import BotsByDay, Click, ClicksByPartMonth
from plugin.clicks.partitions import month_after
from plugin.reports.filter import Filter, Part, Span, rows_in
from plugin.reports.meanings import meanings
from plugin.reports.pieces import added, kept

MOST: Final = 50
READ_TOGETHER: Final = ("agent", "place", "origin")
DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Slice:
    """One value's share; None stands for what is not known."""

    value: str | None
    clicks: int


def break_down(db: Session, dimension: str, span: Span, wanted: Filter, most: int = MOST) -> list[Slice]:
    """The most clicked values of a dimension, which is named like a column of plugin.clicks.dictionaries."""
    return [Slice(*row) for row in break_down_by(db, (dimension,), span, wanted, most)]


def break_down_by(
    db: Session, dimensions: tuple[str, ...], span: Span, wanted: Filter, most: int = MOST
) -> list[tuple[Any, ...]]:
    """The most clicked values of dimensions of one dictionary, with their clicks as the last of each row."""
    found = added(db, span, (dimensions, wanted), lambda piece: _in_words(db, dimensions, piece, wanted))
    return _most(found, most)


def links(db: Session, span: Span, wanted: Filter, most: int = MOST) -> list[tuple[int, int]]:
    """The most clicked links, each with its clicks."""
    found = added(db, span, ("link", wanted), lambda piece: _by_part(db, "link", piece, wanted))
    return [(row[0], row[1]) for row in _most({(number,): clicks for number, clicks in found.items()}, most)]


def bots(db: Session, span: Span, wanted: Filter) -> list[Slice]:
    """How many hits were machines', by the reason why we think so."""
    days = select(BotsByDay.bot.label("id"), BotsByDay.hits.label("clicks"))
    whole = Part(_midnight_from(span.start), _midnight_to(span.end))
    every = Filter(wanted.link_id, with_bots=True, links=wanted.links, only=wanted.only)
    rows = _between(days, BotsByDay.day, whole)
    found = _read(db, _joined(span, whole, every, rows, Click.bot, ~Click.human.expression))
    return [Slice(*row) for row in _most({(reason,): hits for reason, hits in found.items()}, MOST)]


def _most(found: Mapping[tuple[Any, ...], int], most: int) -> list[tuple[Any, ...]]:
    """The most clicked first; of as many clicks, by value, what is not known last."""

    def order(row: tuple[tuple[Any, ...], int]) -> tuple[Any, ...]:
        return -row[1], [(value is None, value) for value in row[0]]

    # Of ten thousand cities only those that may be among them are put in order.
    least = min(nlargest(most, found.values()), default=0)
    among = [row for row in found.items() if row[1] >= least]
    return [(*values, clicks) for values, clicks in sorted(among, key=order)[:most]]


def _in_words(db: Session, dimensions: tuple[str, ...], piece: Part, wanted: Filter) -> dict[tuple[Any, ...], int]:
    """Counted by the numbers that clicks carry, once for all the words of a dictionary."""
    dictionary = OF_COLUMN[dimensions[0]]
    counted = _by_entry(db, dictionary.part, piece, wanted)
    words, chosen = meanings(db, dictionary, counted), [dictionary.columns.index(name) for name in dimensions]
    found = defaultdict[tuple[Any, ...], int](int)
    for number, clicks in counted.items():
        found[tuple([words[number][each] for each in chosen])] += clicks
    return dict(found)


def _by_entry(db: Session, part: str, piece: Part, wanted: Filter) -> dict[int, int]:
    """Rows that no roll-up spares us are read once for all that a first screen asks of them."""
    if part in READ_TOGETHER and not (wanted.is_whole and _month_from(piece.start) < _month_to(piece.end)):
        return kept(db, piece, ("parts", wanted), partial(_by_parts, db, piece, wanted))[part]
    return kept(db, piece, (part, wanted), partial(_by_part, db, part, piece, wanted))


def _by_parts(db: Session, piece: Part, wanted: Filter) -> dict[str, dict[int, int]]:
    numbers = [getattr(Click, f"{part}_id") for part in READ_TOGETHER]
    rows = select(*numbers, func.count()).where(*rows_in(piece, wanted))
    found: dict[str, dict[int, int]] = {part: {} for part in READ_TOGETHER}
    for *ids, clicks in db.execute(rows.group_by(func.grouping_sets(*(tuple_(each) for each in numbers)))):
        part, number = next((part, each) for part, each in zip(READ_TOGETHER, ids, strict=True) if each is not None)
        found[part][number] = clicks
    return found


def _by_part(db: Session, part: str, span: Part, wanted: Filter) -> dict[int, int]:
    number = ClicksByPartMonth.clicks + (ClicksByPartMonth.bots if wanted.with_bots else 0)
    months = select(ClicksByPartMonth.id.label("id"), number.label("clicks")).where(ClicksByPartMonth.part == part)
    whole = Part(_month_from(span.start), _month_to(span.end))
    rows = _between(months, ClicksByPartMonth.month, whole)
    return _read(db, _joined(span, whole, wanted, rows, getattr(Click, f"{part}_id")))


def _between(rolled_up: Any, day: Any, whole: Part) -> Any:
    return rolled_up.where(day >= whole.start.date(), day < whole.end.date())


def _joined(span: Span, whole: Part, wanted: Filter, rolled_up: Any, number: Any, *more: ColumnElement[bool]) -> Any:
    """Clicks by number: of what is whole from its roll-up, of ragged edges and of narrowed clicks from the rows."""
    if not wanted.is_whole or whole.start >= whole.end:
        parts: list[Any] = [_rows(span, wanted, number, *more)]
    else:
        edges = (Part(span.start, whole.start), Part(whole.end, span.end))
        parts = [rolled_up, *(_rows(edge, wanted, number, *more) for edge in edges if edge.start < edge.end)]
    found = union_all(*parts).subquery()
    clicks = func.sum(found.c.clicks)
    return select(found.c.id, clicks).group_by(found.c.id).having(clicks > 0)


def _read(db: Session, rows: Any) -> dict[Any, int]:
    return {row[0]: int(row[1]) for row in db.execute(rows)}


def _rows(span: Span, wanted: Filter, number: Any, *more: ColumnElement[bool]) -> Any:
    rows = select(number.label("id"), func.count().label("clicks"))
    return rows.where(*rows_in(span, wanted), *more).group_by(number)


def _midnight_to(moment: datetime) -> datetime:
    return datetime.combine(moment.astimezone(UTC).date(), time(), UTC)


def _midnight_from(moment: datetime) -> datetime:
    before = _midnight_to(moment)
    return before if before == moment else before + DAY


def _month_to(moment: datetime) -> datetime:
    return _midnight_to(moment.astimezone(UTC).replace(day=1))


def _month_from(moment: datetime) -> datetime:
    before = _month_to(moment)
    return before if before == moment else datetime.combine(month_after(before.date(), 1), time(), UTC)
