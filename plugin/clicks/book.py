"""What this process knows by heart of the book of addresses, and how it learns that it knows no longer."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Final

from prometheus_client import Counter, Gauge

from plugin.clicks.ask import Askers, Finding, Flight, Found, Key
from plugin.errors import Unavailable
from plugin.settings import Settings

LIFE: Final = 60.0  # seconds; hits do not renew it
LIFE_OF_UNKNOWN: Final = 5.0
PATIENCE: Final = 0.05  # seconds that a visitor waits where an older answer is at hand
PATIENCE_COLD: Final = 1.0
QUIET: Final = 1.0  # seconds for which PostgreSQL is not asked again after it failed to answer
KNOWN: Final = 131_072  # links; some hundred bytes each
UNKNOWN: Final = 10_000
NOT_LISTENING: Final = -1

HITS = Counter("smartlinks_book_hits", "Answered from what the process knew")
MISSES = Counter("smartlinks_book_misses", "Asked of PostgreSQL")
STALE = Counter("smartlinks_book_stale", "Served from an old copy while PostgreSQL did not answer")
LISTENING = Gauge("smartlinks_book_listening", "Processes that hear of edits", multiprocess_mode="livesum")
log = logging.getLogger(__name__)


class Entry:
    """A finding with its use-by time, in seconds of the monotonic clock, and the epoch in which it was asked for."""

    __slots__ = ("epoch", "finding", "until")

    def __init__(self, finding: Finding, until: float, epoch: int) -> None:
        self.finding = finding
        self.until = until
        self.epoch = epoch


class Book:
    """The process's own copy. `find` may be called by any thread; a warm answer takes no lock.

    An entry is fresh for its fixed life and within the epoch it was asked for in: hearing of edits again after not
    hearing begins a new epoch. While not listening nothing is fresh. What is not fresh is asked again before use, and
    served as it is while PostgreSQL cannot answer. The oldest asked leave first; what is in use is asked often.
    """

    def __init__(self, settings: Settings, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._known: dict[Key, Entry] = {}
        self._unknown: dict[Key, Entry] = {}
        self._hosts: dict[str, str] = {}
        self._flights: dict[Key, Flight] = {}
        self._lock = threading.Lock()
        self._epoch = 0
        self._listening = False
        self._quiet_until = self._down_until = 0.0
        self._hits = 0
        self._askers = Askers(settings, self._land)

    def find(self, host: str, slug: str) -> Finding:
        """What is at a slug, both in lower case. Raises Unavailable where it is not known and PostgreSQL is silent."""
        key = (host, slug)
        entry = self._known.get(key) or self._unknown.get(key)
        if entry is not None and entry.epoch == self._epoch and self._clock() < entry.until:
            self._hits += 1
            return entry.finding
        return self._learn(key, entry)

    def listening(self) -> None:
        """From now on every edit is heard of: what was asked before may have missed one."""
        with self._lock:
            self._epoch += 1
            self._listening = True
        LISTENING.set(1)

    def deaf(self) -> None:
        """Edits are no longer heard of: everything is stale."""
        with self._lock:
            self._epoch += 1
            self._listening = False
        LISTENING.set(0)

    def heed(self, payload: str) -> None:
        """Drop what a notification names: `address <domain> <slug>`, `terms <location>` or `domain <id>`."""
        what, *names = payload.split(" ")
        with self._lock:
            if what == "address" and names:
                self._drop_address(names[0], names[-1])
            elif what == "terms":
                self._drop(lambda finding: isinstance(finding, Found) and str(finding.live.location_id) in names)
            else:
                # A domain, or a word of a later version: rare enough to begin anew.
                self._drop(lambda _finding: True)

    def tell(self) -> None:
        """Hand the tallies to Prometheus; called about once a second, so that no visitor pays for it."""
        hits, self._hits = self._hits, 0
        HITS.inc(hits)

    def close(self) -> None:
        """End the askers; what is known stays."""
        self._askers.close()

    def _learn(self, key: Key, entry: Entry | None) -> Finding:
        now = self._clock()
        if now < (self._quiet_until if entry else self._down_until):
            return self._make_do(entry)
        flight = self._board(key)
        if flight.landed.wait(PATIENCE if entry else PATIENCE_COLD) and flight.finding is not None:
            return flight.finding
        self._quiet_until = now + QUIET
        if flight.landed.is_set() or entry is None:
            self._down_until = now + QUIET
        return self._make_do(entry)

    def _make_do(self, entry: Entry | None) -> Finding:
        if entry is None:
            raise Unavailable("We cannot look this link up just now. Try again in a moment.")
        STALE.inc()
        return entry.finding

    def _board(self, key: Key) -> Flight:
        """The flight for a key: one that is on its way already, or a new one."""
        with self._lock:
            flight = self._flights.get(key)
            if flight is None:
                MISSES.inc()
                epoch = self._epoch if self._listening else NOT_LISTENING
                flight = self._flights[key] = Flight(key, epoch)
                self._askers.send(flight)
            return flight

    def _land(self, flight: Flight) -> None:
        with self._lock:
            if self._flights.get(flight.key) is flight:
                del self._flights[flight.key]
            if flight.finding is not None:
                self._quiet_until = self._down_until = 0.0
                if not flight.overtaken:
                    self._keep(flight.key, flight.finding, flight.epoch)
        flight.landed.set()

    def _keep(self, key: Key, finding: Finding, epoch: int) -> None:
        self._known.pop(key, None)
        self._unknown.pop(key, None)
        book, life, most = (
            (self._known, LIFE, KNOWN) if isinstance(finding, Found) else (self._unknown, LIFE_OF_UNKNOWN, UNKNOWN)
        )
        book[key] = Entry(finding, self._clock() + life, epoch)
        if finding.domain_id is not None:
            self._hosts[str(finding.domain_id)] = key[0]
        if len(book) > most:
            del book[next(iter(book))]

    def _drop_address(self, domain_id: str, slug: str) -> None:
        # The host of a domain that was never met is not known, but then neither is anything at it kept.
        key = (self._hosts.get(domain_id, ""), slug)
        self._known.pop(key, None)
        self._unknown.pop(key, None)
        for flight in [each for each in self._flights.values() if each.key[1] == slug]:
            self._overtake(flight)

    def _drop(self, named: Callable[[Finding], bool]) -> None:
        for book in (self._known, self._unknown):
            for key in [key for key, entry in book.items() if named(entry.finding)]:
                del book[key]
        for flight in list(self._flights.values()):
            self._overtake(flight)

    def _overtake(self, flight: Flight) -> None:
        """What this flight brings was perhaps read before the edit: it is not kept, and nobody else boards it."""
        flight.overtaken = True
        self._flights.pop(flight.key, None)
