"""A contact who must be forgotten: their name goes from all clicks, and does not come back with a later one."""

from __future__ import annotations

import hmac
from collections.abc import Iterable
from functools import lru_cache
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin import db as ground
from plugin.clicks.turn import take_turn
from plugin.tenancy import location_of
from plugin.visitors.visitor import visitor_secret

ERASE: Final = (
    "INSERT INTO erased_contacts (location_id, digest) VALUES (smartlinks_location(), :digest) ON CONFLICT DO NOTHING",
    "UPDATE clicks SET crm_contact_id = NULL WHERE crm_contact_id = :contact",
    "UPDATE bursts SET crm_contact_id = NULL WHERE crm_contact_id = :contact",
)
NAMED: Final = "SELECT DISTINCT location_id, crm_contact_id FROM hits WHERE crm_contact_id IS NOT NULL"
KNOWN: Final = """
SELECT told.location_id, told.contact
FROM unnest(CAST(:homes AS bigint[]), CAST(:contacts AS text[]), CAST(:digests AS bytea[]))
    AS told (location_id, contact, digest)
JOIN erased_contacts AS erased ON erased.location_id = told.location_id AND erased.digest = told.digest
"""
UNNAME: Final = "UPDATE hits SET crm_contact_id = NULL WHERE location_id = :home AND crm_contact_id = :contact"


def erase_contact(db: Session, crm_contact_id: str) -> None:
    """Take a contact's name from the session's location's clicks for good, in the recorder's turn; safe to repeat.

    The clicks stay, as nobody's in particular.
    """
    take_turn(db)
    values = {"contact": crm_contact_id, "digest": digest_of(location_of(db), crm_contact_id)}
    for sql in ERASE:
        db.execute(text(sql), values)


def erased(db: Session, crm_contact_ids: Iterable[str]) -> set[str]:
    """Which of these contacts of the session's location have been erased: what is exported must not name them."""
    return {contact for _, contact in _known(db, [(location_of(db), contact) for contact in crm_contact_ids])}


def unname(db: Session) -> None:
    """Drop the names of erased contacts from the batch in `hits`; in the recorder's turn, before it is stored."""
    named = [(row.location_id, row.crm_contact_id) for row in db.execute(text(NAMED))]
    for home, contact in _known(db, named):
        db.execute(text(UNNAME), {"home": home, "contact": contact})


def digest_of(location_id: int, crm_contact_id: str) -> bytes:
    """What a contact is known by once erased, from which the id cannot be had back without our secret."""
    secret = _secret(ground.settings().visitor_secret)
    return hmac.digest(secret, f"{location_id}\n{crm_contact_id}".encode(), "sha256")


@lru_cache(maxsize=4)
def _secret(visitors: str) -> bytes:
    return visitor_secret(visitors, b"erased contacts")


def _known(db: Session, named: list[tuple[int, str]]) -> list[tuple[int, str]]:
    if not named:
        return []
    values = {
        "homes": [home for home, _ in named],
        "contacts": [contact for _, contact in named],
        "digests": [digest_of(*each) for each in named],
    }
    return [(row.location_id, row.contact) for row in db.execute(text(KNOWN), values)]
