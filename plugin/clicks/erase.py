"""A contact who must be forgotten: their name goes from all clicks, and does not come back with a later one.

What stays is a keyed hash of their id. Whom an admin has erased stays so; who was deleted in the CRM may return there.
"""

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

MARK: Final = """
INSERT INTO erased_contacts AS known (location_id, digest, for_good)
VALUES (smartlinks_location(), :digest, :for_good)
ON CONFLICT (location_id, digest) DO UPDATE
    SET for_good = known.for_good OR excluded.for_good, returned_at = NULL, times = known.times + 1, erased_at = now()
    WHERE known.returned_at IS NOT NULL OR excluded.for_good > known.for_good
"""
UNNAME_BURSTS: Final = "UPDATE bursts SET crm_contact_id = NULL WHERE crm_contact_id = :contact"
UNNAME_CLICKS: Final = "UPDATE clicks SET crm_contact_id = NULL WHERE crm_contact_id = :contact"
IS_FOR_GOOD: Final = "SELECT EXISTS (SELECT FROM erased_contacts WHERE digest = :digest AND for_good)"
RETURN: Final = "UPDATE erased_contacts SET returned_at = now() WHERE digest = :digest AND NOT for_good"
NAMED: Final = "SELECT DISTINCT location_id, crm_contact_id FROM hits WHERE crm_contact_id IS NOT NULL"
KNOWN: Final = """
SELECT told.location_id, told.contact
FROM unnest(CAST(:homes AS bigint[]), CAST(:contacts AS text[]), CAST(:digests AS bytea[]))
    AS told (location_id, contact, digest)
JOIN erased_contacts AS erased ON erased.location_id = told.location_id AND erased.digest = told.digest
WHERE erased.returned_at IS NULL
"""
UNNAME: Final = "UPDATE hits SET crm_contact_id = NULL WHERE location_id = :home AND crm_contact_id = :contact"


def erase_contact(db: Session, crm_contact_id: str) -> None:
    """Take a contact's name from the session's location's clicks for good, in the recorder's turn; safe to repeat.

    The clicks stay, as nobody's in particular.
    """
    mark_erased(db, crm_contact_id, for_good=True)
    db.execute(text(UNNAME_CLICKS), {"contact": crm_contact_id})


def mark_erased(db: Session, crm_contact_id: str, *, for_good: bool) -> None:
    """From now on nothing that is recorded or exported names the contact; safe to repeat.

    What is recorded already is left to `plugin.clicks.unlink`. Unless it is `for_good` the contact may `come_back`.
    """
    take_turn(db)
    db.execute(text(MARK), {"digest": digest_of(location_of(db), crm_contact_id), "for_good": for_good})
    db.execute(text(UNNAME_BURSTS), {"contact": crm_contact_id})


def is_erased_for_good(db: Session, crm_contact_id: str) -> bool:
    """Whether an admin of the session's location has erased the contact: nothing is to be known of them again."""
    return bool(db.scalar(text(IS_FOR_GOOD), {"digest": digest_of(location_of(db), crm_contact_id)}))


def come_back(db: Session, crm_contact_id: str) -> None:
    """The contact is there again in the CRM: later clicks name them, unless an admin has erased them."""
    db.execute(text(RETURN), {"digest": digest_of(location_of(db), crm_contact_id)})


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
