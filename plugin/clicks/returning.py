"""Whether a visitor has clicked a link before: one look at the table that reports use."""

from __future__ import annotations

from typing import Any, Final

import psycopg

from plugin.clicks.inquiry import Inquiries
from plugin.links.live import Live
from plugin.settings import Settings
from plugin.visitors.number import visitor_number

PATIENCE_S: Final = 0.05
SEEN: Final = "SELECT EXISTS (SELECT FROM first_seen WHERE location_id = %s AND link_id = %s AND visitor = %s)"


class Returning:
    """Asks once for a click; where there is no answer in time the visitor is new."""

    def __init__(self, settings: Settings) -> None:
        self._inquiries = Inquiries(settings, PATIENCE_S)

    def seen(self, live: Live, key: bytes) -> bool:
        """Whether the visitor of this key has been recorded at this link. Never raises."""
        number = visitor_number(key)

        def ask(connection: psycopg.Connection[Any]) -> bool:
            row = connection.execute(SEEN, (live.location_id, live.link_id, number)).fetchone()
            return bool(row and row[0])

        return self._inquiries.ask(ask) or False

    def close(self) -> None:
        """Ask no more."""
        self._inquiries.close()
