"""Where visitors were sent: how rules and a split shared the clicks out."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import fields
from sqlalchemy.orm import Session

from plugin.reports.asked import Asked
from plugin.reports.breakdown import break_down_by
from plugin.reports.shapes import SliceSchema


class DestinationSchema(SliceSchema):
    """A destination's clicks, and the rule (its place, from 0) or the variant (its id) behind them."""

    rule = fields.Integer(required=True, allow_none=True)
    variant = fields.String(required=True, allow_none=True)


kind: Final = "destinations"
label: Final = "Destinations"
shape: Final = fields.List(fields.Nested(DestinationSchema))
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> list[dict[str, Any]]:
    """Clicks by destination as the link's owner wrote it; without rule and variant it is the link's own."""
    found = break_down_by(db, ("destination", "rule", "variant"), asked.window, asked.wanted, asked.most)
    return [
        {"value": destination, "rule": rule, "variant": variant, "clicks": clicks}
        for destination, rule, variant, clicks in found
    ]
