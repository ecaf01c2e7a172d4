"""Clicks by the values of one dimension or of several together, the most clicked first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import ColumnElement, Subquery, func, select, union_all
from sqlalchemy.orm import Session

from plugin.clicks.dictionaries import OF_COLUMN
from plugin.clicks.models import BotsByDay, Click, ClicksByPartMonth
from plugin.clicks.partitions import month_after
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
    counted = _by_part(dictionary.part, span, wanted)
    values = [getattr(dictionary.entry, name) for name in dimensions]
    clicks: ColumnElement[Any] = func.sum(counted.c.clicks)
    rows = select(*values, clicks).join_from(counted, dictionary.entry, dictionary.entry.id == counted.c.id)
    ordered = rows.group_by(*values).having(clicks > 0)
    return _most(db, ordered, clicks, values, most)


def links(db: Session, span: Span, wanted: Filter, most: int = MOST) -> list[tuple[int, int]]:
    """The most clicked links, each with its clicks."""
    counted = _by_part("link", span, wanted)
    clicks: ColumnElement[Any] = func.sum(counted.c.clicks)
    rows = select(counted.c.id, clicks).group_by(counted.c.id).having(clicks > 0)
    return [(row[0], row[1]) for row in _most(db, rows, clicks, [counted.c.id], most)]


def bots(db: Session, span: Span, wanted: Filter) -> list[Slice]:
    """How many hits were machines', by the reason why we think so."""
    days = select(BotsByDay.bot.label("id"), BotsByDay.hits.label("clicks"))
    whole = Part(_midnight_from(span.start), _midnight_to(span.end))
    every = Filter(wanted.link_id, with_bots=True, links=wanted.links, only=wanted.only)
    counted = _joined(span, whole, every, _between(days, BotsByDay.day, whole), Click.bot, ~Click.human.expression)
    clicks: ColumnElement[Any] = func.sum(counted.c.clicks)
    rows = select(counted.c.id, clicks).group_by(counted.c.id).having(clicks > 0)
    return [Slice(row[0], row[1]) for row in _most(db, rows, clicks, [counted.c.id], MOST)]


def _most(db: Session, rows: Any, clicks: Any, values: list[Any], most: int) -> list[tuple[Any, ...]]:
    order = (clicks.desc(), *(value.asc().nulls_last() for value in values))
    return [(*row[:-1], int(row[-1])) for row in db.execute(rows.order_by(*order).limit(most))]


def _by_part(part: str, span: Span, wanted: Filter) -> Subquery:
    number = ClicksByPartMonth.clicks + (ClicksByPartMonth.bots if wanted.with_bots else 0)
    months = select(ClicksByPartMonth.id.label("id"), number.label("clicks")).where(ClicksByPartMonth.part == part)
    whole = Part(_month_from(span.start), _month_to(span.end))
    rows = _between(months, ClicksByPartMonth.month, whole)
    return _joined(span, whole, wanted, rows, getattr(Click, f"{part}_id"))


def _between(rolled_up: Any, day: Any, whole: Part) -> Any:
    return rolled_up.where(day >= whole.start.date(), day < whole.end.date())


def _joined(
    span: Span, whole: Part, wanted: Filter, rolled_up: Any, number: Any, *more: ColumnElement[bool]
) -> Subquery:
    """Clicks by number: of what is whole from its roll-up, of ragged edges and of narrowed clicks from the rows."""
    if not wanted.is_whole or whole.start >= whole.end:
        pieces: list[Any] = [_rows(span, wanted, number, *more)]
    else:
        kept = rolled_up.subquery()
        summed = select(kept.c.id, func.sum(kept.c.clicks).label("clicks")).group_by(kept.c.id)
        edges = (Part(span.start, whole.start), Part(whole.end, span.end))
        pieces = [summed, *(_rows(edge, wanted, number, *more) for edge in edges if edge.start < edge.end)]
    return union_all(*pieces).subquery()


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
