"""Keeping what a visitor filled in, and showing it to staff."""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from plugin.leads.form import Answers
from plugin.leads.models import Lead
from plugin.paging import LIMIT, Order, read_page
from plugin.tenancy import location_of

TWICE: Final = timedelta(minutes=1)  # who presses the button again has not become another lead
NEWEST: Final = Order("-created", Lead.created_at.expression, datetime, Lead.id, down=True)
KEPT: Final = ("name", "email", "phone", "fields", "consent_text")


@dataclass(frozen=True, slots=True)
class LeadShown:
    """A lead as the API shows it."""

    id: int
    link_id: int
    name: str | None
    email: str | None
    phone: str | None
    fields: dict[str, str]
    consent_text: str | None
    crm_contact_id: str | None
    created_at: datetime


def capture(db: Session, link_id: int, visitor: bytes, answers: Answers, now: datetime) -> int:
    """Keep a lead of this location's link; gives its id, or that of the same one a moment ago."""
    # Of two presses of one button the second waits here until the first is kept.
    db.execute(
        select(func.pg_advisory_xact_lock(link_id & 0x7FFFFFFF, int.from_bytes(visitor[:4], "big", signed=True)))
    )
    lead = {name: getattr(answers, name) for name in KEPT}
    same = (Lead.link_id == link_id, Lead.visitor == visitor, Lead.created_at > now - TWICE)
    for kept in db.scalars(select(Lead).where(*same)):
        if all(getattr(kept, name) == value for name, value in lead.items()):
            return kept.id
    made = Lead(location_id=location_of(db), link_id=link_id, visitor=visitor, created_at=now, **lead)
    db.add(made)
    db.flush()
    return made.id


def find(db: Session, lead_id: int) -> LeadShown | None:
    """One of the location's leads; None where it has been deleted."""
    lead = db.scalar(select(Lead).where(Lead.id == lead_id))
    return None if lead is None else _shape(lead)


def name(db: Session, lead_id: int, contact_id: str) -> None:
    """Say which of the CRM's contacts a lead is."""
    db.execute(update(Lead).where(Lead.id == lead_id).values(crm_contact_id=contact_id))


def erase_contact(db: Session, contact_id: str) -> None:
    """Leave nothing of a contact in what they filled in but that it was filled in, when and at which link."""
    nothing: dict[str, Any] = {"name": None, "email": None, "phone": None, "fields": {}, "crm_contact_id": None}
    db.execute(update(Lead).where(Lead.crm_contact_id == contact_id).values(nothing))


def list_(db: Session, cursor: str = "", limit: int = LIMIT, link_id: int | None = None) -> dict[str, Any]:
    """A page of the location's leads, the newest first, of one link or of all. Raises Invalid (`cursor`)."""
    rows = select(Lead) if link_id is None else select(Lead).where(Lead.link_id == link_id)
    found, after = read_page(db, rows, NEWEST, cursor, limit)
    return {"items": [_shape(row.Lead) for row in found], "next": after or None}


def _shape(lead: Lead) -> LeadShown:
    return LeadShown(**{each.name: getattr(lead, each.name) for each in dataclasses.fields(LeadShown)})
