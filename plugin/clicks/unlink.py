"""A deleted contact's clicks no longer name them; nothing that is counted changes."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.clicks.forget import CHUNK
from plugin.clicks.turn import take_turn

UNLINK: Final = """
WITH chosen AS (
    SELECT at, seq FROM clicks
    WHERE location_id = smartlinks_location() AND crm_contact_id = :contact
        AND (CAST(:until AS timestamptz) IS NULL OR at <= :until)
    LIMIT :chunk
)
UPDATE clicks SET crm_contact_id = NULL FROM chosen
WHERE clicks.location_id = smartlinks_location() AND clicks.at = chosen.at AND clicks.seq = chosen.seq
"""


def unlink_clicks(db: Session, contact_id: str, until: object = None) -> bool:
    """Unlink a piece of a contact's clicks, all or those up to a moment; True once none is left.

    Call it in one transaction after another until then, with the contact known as deleted: it takes turns with the
    recorder, which names no such contact.
    """
    take_turn(db)
    piece = {"contact": contact_id, "until": until, "chunk": CHUNK}
    return bool(db.execute(text(UNLINK), piece).rowcount < CHUNK)  # type: ignore[attr-defined]
