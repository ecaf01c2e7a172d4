"""Runs that are let go of: those of a contact who must be forgotten no longer name them, and old ones are removed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.automations.actions import lead
from plugin.tenancy import tenant

KEPT: Final = timedelta(days=180)
CHUNK: Final = 5_000
GONE: Final = "contact_deleted"
# What was done stands; nothing else will be. What the CRM answered may name the contact.
OVER: Final = """
    answer = NULL, finished_at = coalesce(finished_at, now()),
    state = CASE state WHEN 'done' THEN 'done' ELSE 'ended' END,
    reason_code = CASE state WHEN 'done' THEN reason_code ELSE :code END,
    reason = CASE state WHEN 'done' THEN reason ELSE :reason END
"""
# Without a contact their own id, as no slot ever is, keeps their causes apart.
OF_CONTACT: Final = f"""
UPDATE runs SET crm_contact_id = '', slot = -id, {OVER}
WHERE location_id = smartlinks_location() AND crm_contact_id = :contact
"""  # noqa: S608 - ours, from above
OF_LEADS: Final = f"""
UPDATE runs SET {OVER}
FROM leads
WHERE leads.location_id = smartlinks_location() AND leads.crm_contact_id = :contact
    AND runs.location_id = leads.location_id AND runs.crm_contact_id = '' AND runs.kind = '{lead.kind}'
    AND runs.link_id = leads.link_id AND runs.slot = leads.id
"""  # noqa: S608 - as above
REMOVE: Final = """
DELETE FROM runs WHERE location_id = smartlinks_location() AND id = ANY(ARRAY(
    SELECT id FROM runs
    WHERE location_id = smartlinks_location() AND finished_at < :before AND state <> 'waiting'
    ORDER BY finished_at LIMIT :chunk
))
"""


def forget_contact(db: Session, contact_id: str, reason: str) -> None:
    """End what waits for a contact, and take their id off what is over; before their leads forget whose they are."""
    for sql in (OF_CONTACT, OF_LEADS):
        db.execute(text(sql), {"contact": contact_id, "code": GONE, "reason": reason})


def remove_old(location_id: int, now: datetime) -> int:
    """Remove the runs that were over before KEPT, piece by piece; gives how many. Safe to repeat."""
    removed = piece = CHUNK
    while piece == CHUNK:
        with tenant(location_id) as db:
            done = db.execute(text(REMOVE), {"before": now - KEPT, "chunk": CHUNK})
            piece = done.rowcount  # type: ignore[attr-defined] # of a change
        removed += piece
    return removed - CHUNK
