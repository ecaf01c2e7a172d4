"""The tags of the contact that a visitor is named as: one look at our copy, never a call of the CRM."""

from __future__ import annotations

from typing import Any, Final

import psycopg

from plugin.clicks.inquiry import Inquiries
from plugin.links.live import Live
from plugin.settings import Settings

PATIENCE_S: Final = 0.05
# A token of the location stands for a contact. One row always: an answer without tags is an answer.
TAGS: Final = """
SELECT coalesce((
    SELECT tags FROM contacts
    WHERE location_id = %(location)s AND deleted_at IS NULL AND crm_contact_id = coalesce((
        SELECT crm_contact_id FROM contact_tokens WHERE location_id = %(location)s AND token = %(named)s
    ), %(named)s)
), '{}')
"""


class Named:
    """Asks once for a click; where there is no answer in time the contact has no tags."""

    def __init__(self, settings: Settings) -> None:
        self._inquiries = Inquiries(settings, PATIENCE_S)

    def tags_of(self, live: Live, named: str) -> frozenset[str] | None:
        """The tags, folded, of the contact of the link's location; None where they cannot be told. Never raises."""

        def ask(connection: psycopg.Connection[Any]) -> frozenset[str]:
            row = connection.execute(TAGS, {"location": live.location_id, "named": named}).fetchone()
            return frozenset(row[0]) if row else frozenset()

        return self._inquiries.ask(ask)

    def close(self) -> None:
        """Ask no more."""
        self._inquiries.close()
