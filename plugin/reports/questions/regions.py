"""Which regions clicks came from."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import fields
from sqlalchemy.orm import Session

from plugin.reports.asked import Asked
from plugin.reports.breakdown import break_down_by
from plugin.reports.shapes import RegionSchema

kind: Final = "regions"
label: Final = "Regions"
shape: Final = fields.List(fields.Nested(RegionSchema))
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> list[dict[str, Any]]:
    """Clicks by region of a country; regions of one name in two countries are two."""
    found = break_down_by(db, ("region", "country"), asked.window, asked.wanted, asked.most)
    return [{"value": region, "country": country, "clicks": clicks} for region, country, clicks in found]
