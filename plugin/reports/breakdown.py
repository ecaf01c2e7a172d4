"""Clicks by the values of one dimension or of several together, the most clicked first."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Subquery, func, select, union_all
from sqlalchemy.orm import Session

from plugin.clicks.dictionaries import OF_COLUMN, Dictionary
from plugin.clicks.models import BotsByDay, Click, ClicksByLinkDay, ClicksByPartDay
from plugin.reports.filter import Filter, Part, Span, rows_in

MOST: Final = 50
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
    """The most clicked values of dimensions of one dictionary, with their clicks as the last of each row.

    Counted by the numbers that clicks carry; only what is left is looked up in the dictionary.
    """
    dictionary = OF_COLUMN[dimensions[0]]
    counted = _numbered(dictionary, span, wanted)
    values = [getattr(dictionary.entry, name) for name in dimensions]
    clicks: ColumnElement[Any] = func.sum(counted.c.clicks)
    rows = select(*values, clicks).join_from(counted, dictionary.entry, dictionary.entry.id == counted.c.id)
    ordered = rows.group_by(*values).having(clicks > 0)
    return _most(db, ordered, clicks, values, most)


def links(db: Session, span: Span, wanted: Filter, most: int = MOST) -> list[tuple[int, int]]:
    """The most clicked links, each with its clicks."""
    number = ClicksByLinkDay.clicks + (ClicksByLinkDay.bots if wanted.with_bots else 0)
    days = select(ClicksByLinkDay.link_id.label("id"), number.label("clicks"))
    counted = _joined(span, wanted, days, ClicksByLinkDay.day, Click.link_id)
    clicks: ColumnElement[Any] = func.sum(counted.c.clicks)
    rows = select(counted.c.id, clicks).group_by(counted.c.id).having(clicks > 0)
    return [(row[0], row[1]) for row in _most(db, rows, clicks, [counted.c.id], most)]


def bots(db: Session, span: Span, wanted: Filter) -> list[Slice]:
    """How many hits were machines', by the reason why we think so."""
    days = select(BotsByDay.bot.label("id"), BotsByDay.hits.label("clicks"))
    every = Filter(wanted.link_id, with_bots=True, links=wanted.links, only=wanted.only)
    counted = _joined(span, every, days, BotsByDay.day, Click.bot, ~Click.human.expression)
    clicks: ColumnElement[Any] = func.sum(counted.c.clicks)
    rows = select(counted.c.id, clicks).group_by(counted.c.id).having(clicks > 0)
    return [Slice(row[0], row[1]) for row in _most(db, rows, clicks, [counted.c.id], MOST)]


def _most(db: Session, rows: Any, clicks: Any, values: list[Any], most: int) -> list[tuple[Any, ...]]:
    order = (clicks.desc(), *(value.asc().nulls_last() for value in values))
    return [(*row[:-1], int(row[-1])) for row in db.execute(rows.order_by(*order).limit(most))]


def _numbered(dictionary: Dictionary, span: Span, wanted: Filter) -> Subquery:
    number = ClicksByPartDay.clicks + (ClicksByPartDay.bots if wanted.with_bots else 0)
    days = select(ClicksByPartDay.id.label("id"), number.label("clicks")).where(ClicksByPartDay.part == dictionary.part)
    return _joined(span, wanted, days, ClicksByPartDay.day, getattr(Click, f"{dictionary.part}_id"))


def _joined(span: Span, wanted: Filter, days: Any, day: Any, number: Any, *more: ColumnElement[bool]) -> Subquery:
    """Clicks by number: of whole days (UTC) from their roll-up, of ragged edges and of narrowed clicks from rows."""
    first, last = _midnight_from(span.start), _midnight_to(span.end)
    if not wanted.is_whole or first >= last:
        pieces: list[Any] = [_rows(span, wanted, number, *more)]
    else:
        whole = days.where(day >= first.date(), day < last.date()).subquery()
        summed = select(whole.c.id, func.sum(whole.c.clicks).label("clicks")).group_by(whole.c.id)
        pieces = [summed, *(_rows(edge, wanted, number, *more) for edge in _edges(span, first, last))]
    return union_all(*pieces).subquery()


def _rows(span: Span, wanted: Filter, number: Any, *more: ColumnElement[bool]) -> Any:
    rows = select(number.label("id"), func.count().label("clicks"))
    return rows.where(*rows_in(span, wanted), *more).group_by(number)


def _edges(span: Span, first: datetime, last: datetime) -> Iterator[Part]:
    if span.start < first:
        yield Part(span.start, first)
    if last < span.end:
        yield Part(last, span.end)


def _midnight_to(moment: datetime) -> datetime:
    return datetime.combine(moment.astimezone(UTC).date(), time(), UTC)


def _midnight_from(moment: datetime) -> datetime:
    before = _midnight_to(moment)
    return before if before == moment else before + DAY
