"""How many were told of a link, clicked it, and did what it was for."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from plugin.reports import counts
from plugin.reports.asked import Asked
from plugin.reports.converted import converted, values
from plugin.reports.leads import leads
from plugin.reports.sent import sent
from plugin.reports.uniques import unique


class ValueSchema(Schema):
    """What conversions were worth in one currency."""

    currency = fields.String(required=True)
    value = fields.Decimal(required=True, as_string=True)


class FunnelSchema(Schema):
    """People at each step. `sent` is null where nobody knows; rates are of the step before, null without one.

    `sent` are the tracked links that workflows made in the window, one a contact and link, or the number asked with.
    `conversions` are the people whose click was followed by something that your own site told of, `leads` those who
    filled in a form before they went on.
    """

    sent = fields.Integer(required=True, allow_none=True)
    clicks = fields.Integer(required=True)
    visitors = fields.Integer(required=True)
    leads = fields.Integer(required=True, allow_none=True)
    conversions = fields.Integer(required=True)
    click_rate = fields.Float(required=True, allow_none=True)
    conversion_rate = fields.Float(required=True, allow_none=True)
    values = fields.List(fields.Nested(ValueSchema), required=True)


kind: Final = "funnel"
label: Final = "Funnel"
shape: Final = fields.Nested(FunnelSchema)
by_pulse: Final = False


def answer(db: Session, asked: Asked) -> dict[str, Any]:
    """The steps; a conversion belongs to the window of its click, so that late ones still count where they began."""
    window, wanted = asked.window, asked.wanted
    visitors, people = unique(db, window, wanted), converted(db, window, wanted)
    told = asked.sent or sent(db, window, wanted)
    return {
        "sent": told,
        "clicks": counts.total(db, window, wanted).shown(wanted),
        "visitors": visitors,
        "leads": leads(db, window, wanted),
        "conversions": people,
        "click_rate": _rate(visitors, told),
        "conversion_rate": _rate(people, visitors),
        "values": [{"currency": currency, "value": value} for currency, value in values(db, window, wanted)],
    }


def _rate(part: int, whole: int | None) -> float | None:
    return round(part / whole, 4) if whole else None
