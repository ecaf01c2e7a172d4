"""How many clicks, people, scans, bots, leads and known contacts; and in as many days before."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Final

from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from plugin.reports import counts
from plugin.reports.asked import Asked
from plugin.reports.filter import Filter
from plugin.reports.leads import leads
from plugin.reports.uniques import contacts, unique
from plugin.reports.window import Window


class NumbersSchema(Schema):
    """The numbers of one window; leads are null where the question is narrowed to what no lead is known by."""

    clicks = fields.Integer(required=True)
    unique = fields.Integer(required=True)
    repeat = fields.Integer(required=True)
    scans = fields.Integer(required=True)
    bots = fields.Integer(required=True)
    leads = fields.Integer(required=True, allow_none=True)
    contacts = fields.Integer(required=True)
    contact_clicks = fields.Integer(required=True)


class CardsSchema(NumbersSchema):
    """The numbers of the window, and as `was` those of as many days before."""

    was = fields.Nested(NumbersSchema, required=True, allow_none=True)


@dataclass(frozen=True, slots=True)
class Numbers:
    """Bots stand apart in any case; clicks, unique and repeat include them where the filter does."""

    clicks: int
    unique: int
    repeat: int
    scans: int
    bots: int
    leads: int | None
    contacts: int
    contact_clicks: int


kind: Final = "cards"
label: Final = "In short"
shape: Final = fields.Nested(CardsSchema)
# A lead that is captured is followed by its visitor's click, and so by a new pulse.
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> dict[str, Any]:
    """The numbers, and the same of the window before as `was`, None before all there is."""
    before = asked.window.before
    was = _numbers(db, before, asked.wanted) if before else None
    return {**asdict(_numbers(db, asked.window, asked.wanted)), "was": was}


def _numbers(db: Session, window: Window, wanted: Filter) -> Numbers:
    total, people = counts.total(db, window, wanted), unique(db, window, wanted)
    named_clicks, named = contacts(db, window, wanted)
    clicks = total.shown(wanted)
    return Numbers(
        clicks, people, clicks - people, total.scans, total.bots, leads(db, window, wanted), named, named_clicks
    )
