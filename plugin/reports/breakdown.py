"""Clicks by the values of one dimension, the most clicked first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Subquery, func, select
from sqlalchemy.orm import Session

from plugin.clicks.dictionaries import OF_COLUMN, Dictionary
from plugin.clicks.models import Click, ClicksByPartDay
from plugin.reports.counts import Filter, rows_in
from plugin.reports.window import Window

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Slice:
    """One value's share; None stands for what is not known."""

    value: str | None
    clicks: int


def break_down(db: Session, dimension: str, window: Window, wanted: Filter) -> list[Slice]:
    """The MOST clicked values of a dimension, which is named like a column of plugin.clicks.dictionaries.

    Counted by the numbers that clicks carry; only what is left is looked up in the dictionary.
    """
    dictionary = OF_COLUMN[dimension]
    counted = (
        _of_all(dictionary.part, window, wanted) if wanted.link_id is None else _of_rows(dictionary, window, wanted)
    )
    value, clicks = getattr(dictionary.entry, dimension), func.sum(counted.c.clicks)
    rows = select(value, clicks).join_from(counted, dictionary.entry, dictionary.entry.id == counted.c.id)
    ordered = rows.group_by(value).having(clicks > 0).order_by(clicks.desc(), value.asc().nulls_last())
    return [Slice(row[0], int(row[1])) for row in db.execute(ordered.limit(MOST))]


def _of_all(part: str, window: Window, wanted: Filter) -> Subquery:
    number = ClicksByPartDay.clicks + (ClicksByPartDay.bots if wanted.with_bots else 0)
    rows = select(ClicksByPartDay.id, func.sum(number).label("clicks")).group_by(ClicksByPartDay.id)
    inside = ClicksByPartDay.day.between(window.first, window.last)
    return rows.where(ClicksByPartDay.part == part, inside).subquery()


def _of_rows(dictionary: Dictionary, window: Window, wanted: Filter) -> Subquery:
    number = getattr(Click, f"{dictionary.part}_id")
    rows = select(number.label("id"), func.count().label("clicks")).group_by(number)
    return rows.where(*rows_in(window, wanted)).subquery()
