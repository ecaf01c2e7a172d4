"""The strict click limit: a visitor passes where one conditional UPDATE counts them in, and nowhere else."""

from __future__ import annotations

from typing import Any, Final

import psycopg

from plugin.clicks.inquiry import Inquiries
from plugin.errors import Unavailable
from plugin.links.live import Live
from plugin.settings import Settings

# Longer than other questions are waited for: who is counted in and not waited for is a click that nobody gets.
PATIENCE_S: Final = 0.8
OF: Final = "WHERE location_id = %(location)s AND link_id = %(link)s"
# A link whose limit has just been removed has no row any more: nothing holds its visitors up.
TAKE: Final = f"""
WITH taken AS (UPDATE caps SET used = used + 1 {OF} AND used < click_limit RETURNING 1)
SELECT EXISTS (SELECT FROM taken) OR NOT EXISTS (SELECT FROM caps {OF})
"""  # noqa: S608 - two constants
ROOM: Final = f"SELECT NOT EXISTS (SELECT FROM caps {OF} AND used >= click_limit)"  # noqa: S608 - two constants


class Caps:
    """The limits of links, in PostgreSQL alone: no process keeps a count of its own."""

    def __init__(self, settings: Settings) -> None:
        self._inquiries = Inquiries(settings, PATIENCE_S)

    def take(self, live: Live) -> bool:
        """Count a visitor in, at the moment of sending them on; False where it is full. Raises Unavailable."""
        return self._ask(TAKE, live)

    def has_room(self, live: Live) -> bool:
        """Whether one more would be let through; counts nobody. Raises Unavailable."""
        return self._ask(ROOM, live)

    def close(self) -> None:
        """Ask no more."""
        self._inquiries.close()

    def _ask(self, sql: str, live: Live) -> bool:
        def ask(connection: psycopg.Connection[Any]) -> bool:
            row = connection.execute(sql, {"location": live.location_id, "link": live.link_id}).fetchone()
            return bool(row and row[0])

        answer = self._inquiries.ask(ask)
        if answer is None:
            raise Unavailable("We cannot tell whether this link has room left. Try again in a moment.")
        return answer
