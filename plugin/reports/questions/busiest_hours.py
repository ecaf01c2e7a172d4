"""At which hours of the week links are clicked."""

from __future__ import annotations

from typing import Final

from marshmallow import fields, validate
from sqlalchemy.orm import Session

from plugin.reports import counts
from plugin.reports.asked import Asked
from plugin.reports.counts import Count

DAYS, HOURS = 7, 24

kind: Final = "busiest_hours"
label: Final = "Busiest hours"
shape: Final = fields.List(
    fields.List(fields.Integer(), validate=validate.Length(equal=HOURS)), validate=validate.Length(equal=DAYS)
)
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> list[list[int]]:
    """Clicks of each hour of the week: seven days from Monday, each of 24 hours, by the clocks of the zone asked."""
    found = counts.by_week_hour(db, asked.window, asked.window.zone, asked.wanted)
    return [[found.get((day + 1, hour), Count()).shown(asked.wanted) for hour in range(HOURS)] for day in range(DAYS)]
