"""Which cities clicks came from."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import fields
from sqlalchemy.orm import Session

from plugin.reports.asked import Asked
from plugin.reports.breakdown import break_down_by
from plugin.reports.shapes import CitySchema

kind: Final = "cities"
label: Final = "Cities"
shape: Final = fields.List(fields.Nested(CitySchema))
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> list[dict[str, Any]]:
    """Clicks by city; cities of one name in two regions are two."""
    found = break_down_by(db, ("city", "region", "country"), asked.window, asked.wanted, asked.most)
    return [
        {"value": city, "region": region, "country": country, "clicks": clicks}
        for city, region, country, clicks in found
    ]
