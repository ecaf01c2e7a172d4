"""Clicks by the values of one dimension, the most clicked first."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import Session

from plugin.clicks.models import Click, ClicksByDimensionDay
from plugin.reports.counts import Filter, rows_in
from plugin.reports.window import Window

MOST: Final = 50


@dataclass(frozen=True, slots=True)
class Slice:
    """One value's share; None stands for what is not known."""

    value: str | None
    clicks: int


def break_down(db: Session, dimension: str, window: Window, wanted: Filter) -> list[Slice]:
    """The MOST clicked values of a dimension, which is named like its column of `clicks`."""
    if wanted.link_id is None:
        value: ColumnElement[Any] = func.nullif(ClicksByDimensionDay.value, "")
        number = ClicksByDimensionDay.clicks + (ClicksByDimensionDay.bots if wanted.with_bots else 0)
        clicks: ColumnElement[int] = func.sum(number)
        inside = [
            ClicksByDimensionDay.dimension == dimension,
            ClicksByDimensionDay.day >= window.first,
            ClicksByDimensionDay.day <= window.last,
        ]
    else:
        value, clicks = getattr(Click, dimension), func.count()
        inside = rows_in(window, wanted)
    rows = select(value, clicks).where(*inside).group_by(value).having(clicks > 0)
    ordered = rows.order_by(clicks.desc(), value.asc().nulls_last()).limit(MOST)
    return [Slice(row[0], int(row[1])) for row in db.execute(ordered)]
