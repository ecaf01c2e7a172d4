"""How many leads were captured."""

from __future__ import annotations

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plugin.leads.models import Lead
from plugin.reports.filter import Filter, Span


def leads(db: Session, span: Span, wanted: Filter) -> int | None:
    """Leads of the links asked about; None where clicks are narrowed by what is not known of a lead."""
    if wanted.only:
        return None
    rows = select(func.count()).where(Lead.created_at >= span.start, Lead.created_at < span.end)
    if wanted.link_id is not None:
        rows = rows.where(Lead.link_id == wanted.link_id)
    if wanted.links is not None:
        rows = rows.where(Lead.link_id.in_(wanted.links))
    return db.scalar(rows) or 0
