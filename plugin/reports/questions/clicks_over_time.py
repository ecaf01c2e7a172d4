"""How clicks went, hour by hour or by day, week or month, beside as many days before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from marshmallow import Schema, fields, validate
from sqlalchemy.orm import Session

from plugin.fields import Moment
from plugin.reports import counts
from plugin.reports.asked import Asked
from plugin.reports.uniques import unique_series
from plugin.reports.window import INTERVALS, Window


class PastPointSchema(Schema):
    """One hour, day, week or month of the window before."""

    at = Moment(required=True)
    clicks = fields.Integer(required=True)


class PointSchema(PastPointSchema):
    """One hour, day, week or month."""

    unique = fields.Integer(required=True)


class OverTimeSchema(Schema):
    """A point for every interval, those without clicks too; `at` is when it begins."""

    interval = fields.String(required=True, validate=validate.OneOf(INTERVALS))
    points = fields.List(fields.Nested(PointSchema), required=True)
    was = fields.List(fields.Nested(PastPointSchema), required=True)


@dataclass(frozen=True, slots=True)
class Point:
    """One interval; `at` is the moment it begins."""

    at: datetime
    clicks: int
    unique: int = 0


kind: Final = "clicks_over_time"
label: Final = "Clicks over time"
shape: Final = fields.Nested(OverTimeSchema)
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> dict[str, Any]:
    """A point for every interval of the window, and of the one before as `was`; those without clicks are nought."""
    window, before = asked.window, asked.window.before
    unique = unique_series(db, window, window.starts(asked.interval), asked.wanted)
    points = [Point(*pair, people) for pair, people in zip(_clicks(db, asked, window), unique, strict=True)]
    was = [Point(*pair) for pair in _clicks(db, asked, before)] if before else []
    return {"interval": asked.interval, "points": points, "was": was}


def _clicks(db: Session, asked: Asked, window: Window) -> list[tuple[datetime, int]]:
    starts = window.starts(asked.interval)
    found = counts.series(db, window, starts, asked.wanted)
    return [(at, count.shown(asked.wanted)) for at, count in zip(starts, found, strict=True)]
