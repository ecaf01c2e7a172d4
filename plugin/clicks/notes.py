"""What is noted of a visit before it is answered: everything but the address, from which only keys are made."""

from __future__ import annotations

import logging
import threading
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final

from plugin.clicks.ask import Found
from plugin.clicks.asked import Asked
from plugin.clicks.decide import Page, Redirect
from plugin.clicks.hit import Hit
from plugin.clicks.journal import LOST, Journal
from plugin.visitors.source import labels_of
from plugin.visitors.visitor import NO_HINTS, daily_address_key

DAY: Final = 86400
NOWHERE: Final = Redirect("")
log = logging.getLogger(__name__)


class Notes:
    """Writes hits to the journal; the place is looked up first, then the address is made into keys and forgotten."""

    def __init__(self, journal: Journal) -> None:
        self._journal = journal
        self._strays: dict[int, int] = {}
        self._lock = threading.Lock()
        journal.each_second.append(self.flush)

    def visit(self, found: Found, asked: Asked, answer: Redirect | Page, now: float) -> None:
        """Keep one hit on a link. Never raises: a visitor is answered whatever happens to our notes."""
        try:
            self._journal.append(_hit(found, asked, answer, now))
        except Exception:
            LOST.inc()
            log.exception("a hit could not be noted")

    def stray(self, domain_id: int) -> None:
        """Count a hit on a slug that is not there; a flood of them becomes one line a second."""
        with self._lock:
            self._strays[domain_id] = self._strays.get(domain_id, 0) + 1

    def flush(self) -> None:
        """Hand the counts of strays to the journal."""
        with self._lock:
            strays, self._strays = self._strays, {}
        now = datetime.now(UTC).timestamp()
        for domain_id, count in strays.items():
            self._journal.append(Hit(at=now, outcome="unknown", domain=domain_id, count=count))


def _hit(found: Found, asked: Asked, answer: Redirect | Page, now: float) -> Hit:
    live, visitor = found.live, asked.visitor
    country, region, city = asked.place
    hints = visitor.hints
    onward = answer if isinstance(answer, Redirect) else answer.onward or NOWHERE
    # In the order of Hit's fields: to name twenty of them costs half as much as a key does.
    return Hit(
        now,
        answer.outcome,
        live.location_id,
        live.link_id,
        live.domain_id,
        1,
        asked.key.hex(),
        daily_address_key(found.terms.secret, _day(int(now // DAY)), visitor.address).hex(),
        visitor.method,
        visitor.purpose,
        visitor.user_agent,
        visitor.referrer,
        visitor.language,
        visitor.parameters.get("utm_source", "")[:128] if "utm_source" in visitor.query else "",
        hints._asdict() if hints is not NO_HINTS else {},
        country or "",
        region or "",
        city or "",
        visitor.contact or "",
        visitor.qr,
        onward.destination,
        onward.rule,
        onward.variant,
        labels_of(visitor.query) if "=" in visitor.query else {},
    )


@lru_cache(maxsize=4)
def _day(number: int) -> date:
    return datetime.fromtimestamp(number * DAY, UTC).date()
