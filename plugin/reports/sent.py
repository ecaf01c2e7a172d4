"""How many were sent a link: those for whom a workflow of the CRM made one of their own."""

from __future__ import annotations

from sqlalchemy.orm import Session

from plugin.contacts.tokens import made_for_contacts
from plugin.reports.filter import Filter, Span


def sent(db: Session, span: Span, wanted: Filter) -> int | None:
    """Tracked links made in the span; None where there are none, or where clicks are narrowed by what a click tells.

    Without any, links went out by other ways, and to how many only whoever sent them knows.
    """
    if wanted.only:
        return None
    links = wanted.links if wanted.link_id is None else (wanted.link_id,)
    return made_for_contacts(db, span.start, span.end, links) or None
