"""Create a tracked link for this contact: a short URL whose clicks are this contact's, whoever it is forwarded to."""

from __future__ import annotations

import hashlib
from datetime import datetime
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plugin.clicks.erase import is_erased_for_good
from plugin.contacts.tokens import token_of_contact
from plugin.errors import Invalid
from plugin.links import verbs as links
from plugin.links.destinations import clean_destination
from plugin.links.shown import LinkShown
from plugin.tenancy import location_of
from plugin.workflows.asked import text_of
from plugin.workflows.models import StepLink
from plugin.workflows.steps.kind import Asked

kind: Final = "create_tracked_link"
label: Final = "Create a tracked link for this contact"
MAKER: Final = "workflow"  # where links say who made them
LONGEST_ID: Final = 19


def take(db: Session, asked: Asked, now: datetime) -> dict[str, Any]:
    """The short URL of the chosen link, or of one made for the destination, with this contact's token."""
    link = chosen(db, asked, now) or _made(db, asked, now)
    return {
        "short_url": f"{link.short_url}{_named(db, link.id, asked.contact_id)}",
        "link_id": str(link.id),
        "title": link.title,
        "destination": link.destination,
    }


def _named(db: Session, link_id: int, contact_id: str) -> str:
    """What names the contact; nothing names one whom an admin has erased."""
    return "" if is_erased_for_good(db, contact_id) else f"?c={token_of_contact(db, link_id, contact_id)}"


def chosen(db: Session, asked: Asked, now: datetime) -> LinkShown | None:
    """The link that was picked from the account's; None where none was. Raises Invalid, and NotFound for a rival's."""
    link_id = text_of(asked.data, "link")
    if not link_id:
        return None
    if not link_id.isascii() or not link_id.isdecimal() or len(link_id) > LONGEST_ID:
        raise Invalid("data.link", "This is no link of this account.")
    return links.get(db, min(int(link_id), 2**63 - 1), now)


def _made(db: Session, asked: Asked, now: datetime) -> LinkShown:
    """One link for all contacts who come to this step with this destination: the token tells them apart."""
    given = text_of(asked.data, "destination")
    if not given:
        raise Invalid("data.destination", "Choose a link, or give the address that a new one should lead to.")
    destination = clean_destination(db, given, "data.destination")
    key = hashlib.sha256(f"{asked.workflow_id}\n{asked.step_id}\n{destination}".encode()).digest()
    # Of two contacts who come to the step at once the second waits here for the link of the first.
    number = int.from_bytes(key[:4], "big", signed=True)
    db.execute(select(func.pg_advisory_xact_lock(location_of(db) & 0x7FFFFFFF, number)))
    made = db.scalar(select(StepLink.link_id).where(StepLink.key == key))
    if made is not None:
        return links.get(db, made, now)
    title = text_of(asked.data, "title")[:200]
    link = links.create(db, {"destination": destination, **({"title": title} if title else {})}, MAKER, now)
    db.add(StepLink(location_id=location_of(db), key=key, link_id=link.id))
    db.flush()
    return link
