"""Opaque tokens that stand for a contact in `?c=`, where the link's maker and not its sharer says who it is for."""

from __future__ import annotations

import secrets
import string
from collections.abc import Collection
from datetime import datetime
from typing import Final

from sqlalchemy import BigInteger, bindparam, text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Session

from plugin.tenancy import location_of

LENGTH: Final = 32  # no id of the CRM is as long, so that a claim of this length is a token or nothing
ALPHABET: Final = string.ascii_letters + string.digits

# A conflict writes nothing new, but gives the row that is there: of two who ask at once both get the same token.
OF_CONTACT: Final = """
INSERT INTO contact_tokens (location_id, token, link_id, crm_contact_id)
VALUES (:location_id, :token, :link_id, :contact_id)
ON CONFLICT (location_id, link_id, crm_contact_id) WHERE lead_id IS NULL
    DO UPDATE SET token = contact_tokens.token
RETURNING token
"""
OF_LEAD: Final = """
INSERT INTO contact_tokens (location_id, token, link_id, lead_id)
VALUES (:location_id, :token, :link_id, :lead_id)
ON CONFLICT (location_id, lead_id) WHERE lead_id IS NOT NULL
    DO UPDATE SET token = contact_tokens.token
RETURNING token
"""
MADE: Final = text("""
SELECT count(*) FROM contact_tokens
WHERE lead_id IS NULL AND created_at >= :start AND created_at < :end AND (:links IS NULL OR link_id = ANY (:links))
""").bindparams(bindparam("links", type_=ARRAY(BigInteger)))
NAME: Final = "UPDATE contact_tokens SET crm_contact_id = :contact_id WHERE lead_id = :lead_id"


def token_of_contact(db: Session, link_id: int, contact_id: str) -> str:
    """The token that names this contact in copies of this link: the same one each time."""
    return _token(db, OF_CONTACT, link_id=link_id, contact_id=contact_id)


def made_for_contacts(db: Session, start: datetime, end: datetime, links: Collection[int] | None = None) -> int:
    """How many tokens of contacts were made from `start` to before `end`, for some links or (None) for any."""
    values = {"start": start, "end": end, "links": None if links is None else list(links)}
    return db.scalar(MADE, values) or 0


def token_of_lead(db: Session, link_id: int, lead_id: int) -> str:
    """The token of a lead: it names nobody until `name_lead` says which contact the lead has become."""
    return _token(db, OF_LEAD, link_id=link_id, lead_id=lead_id)


def name_lead(db: Session, lead_id: int, contact_id: str) -> None:
    """From now on the lead's token stands for this contact."""
    db.execute(text(NAME), {"lead_id": lead_id, "contact_id": contact_id})


def forget_link(db: Session, link_id: int) -> None:
    """Forget who a deleted link was for; leads, which outlive it, keep their tokens."""
    db.execute(text("DELETE FROM contact_tokens WHERE link_id = :link_id AND lead_id IS NULL"), {"link_id": link_id})


def forget_contact(db: Session, contact_id: str) -> None:
    """Forget the tokens of a contact that is gone: from now on they stand for nobody."""
    db.execute(text("DELETE FROM contact_tokens WHERE crm_contact_id = :contact_id"), {"contact_id": contact_id})


def _token(db: Session, sql: str, **whose: int | str) -> str:
    made = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
    return str(db.scalar(text(sql), {"location_id": location_of(db), "token": made, **whose}))
