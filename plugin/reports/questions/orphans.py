"""How often your own domain was asked for an address that does not exist."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

from marshmallow import Schema, fields
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plugin.clicks.models import Orphans
from plugin.domains.models import Domain
from plugin.reports.asked import Asked
from plugin.tenancy import location_of


class StraySchema(Schema):
    """A day's requests at one domain that led nowhere."""

    day = fields.Date(required=True)
    domain = fields.String(required=True)
    hits = fields.Integer(required=True)


kind: Final = "orphans"
label: Final = "Addresses that do not exist"
shape: Final = fields.List(fields.Nested(StraySchema))
by_pulse: Final = False


def answer(db: Session, asked: Asked) -> list[dict[str, Any]]:
    """By day (UTC) and domain of the account's own; at the domain that all accounts share they are nobody's."""
    first: date = asked.window.start.date()
    rows = (
        select(Orphans.day, Domain.host, func.sum(Orphans.hits))
        .join_from(Orphans, Domain, Domain.id == Orphans.domain_id)
        .where(Domain.location_id == location_of(db), Orphans.day >= first, Orphans.day <= asked.window.last)
        .group_by(Orphans.day, Domain.host)
        .order_by(Orphans.day, Domain.host)
    )
    return [{"day": day, "domain": host, "hits": int(hits)} for day, host, hits in db.execute(rows)]
