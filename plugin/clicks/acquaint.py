"""Contacts in a batch of hits: who was deleted is no longer named, and who clicks is to be known by name."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

# How long after a first click the CRM is asked about the contact: most are told of meanwhile, unasked.
PATIENCE: Final = "interval '15 seconds'"
STALE: Final = "interval '30 days'"

UNNAME: Final = """
UPDATE hits SET crm_contact_id = NULL FROM contacts
WHERE contacts.location_id = hits.location_id AND contacts.crm_contact_id = hits.crm_contact_id
    AND contacts.deleted_at IS NOT NULL
"""
# Only rows that change are touched, and in their order: nobody waits long for news of a contact who clicks a lot.
WANT: Final = f"""
INSERT INTO contacts (location_id, crm_contact_id, wanted, read_after)
SELECT DISTINCT location_id, crm_contact_id, true, now() + {PATIENCE}
FROM hits
WHERE crm_contact_id IS NOT NULL AND bot IS NULL AND NOT EXISTS (
    SELECT FROM contacts AS known
    WHERE known.location_id = hits.location_id AND known.crm_contact_id = hits.crm_contact_id AND known.wanted
        AND (known.read_after IS NOT NULL OR known.told_at > now() - {STALE})
)
ORDER BY location_id, crm_contact_id
ON CONFLICT (location_id, crm_contact_id) DO UPDATE
    SET wanted = true, read_after = coalesce(contacts.read_after, excluded.read_after)
"""  # noqa: S608 - intervals of ours


def acquaint(db: Session) -> None:
    """Do both for the batch at hand, in the recorder's turn: a deletion that is known by now names nobody."""
    db.execute(text(UNNAME))
    db.execute(text(WANT))
