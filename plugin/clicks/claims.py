"""Whom a hit names: a token of the location stands for its contact, in the batch before anything follows from it."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.contacts.tokens import LENGTH

# One that this location has never given out, a rival's say, stands for nobody.
RESOLVE: Final = f"""
UPDATE hits SET crm_contact_id = (
    SELECT tokens.crm_contact_id FROM contact_tokens AS tokens
    WHERE tokens.location_id = hits.location_id AND tokens.token = hits.crm_contact_id
)
WHERE length(hits.crm_contact_id) = {LENGTH}
"""  # noqa: S608 - a number of ours


def resolve(db: Session) -> None:
    """Put contacts where tokens stood in the batch at hand."""
    db.execute(text(RESOLVE))
