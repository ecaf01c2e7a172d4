"""The one question that the front door asks PostgreSQL, and the threads that ask it so that no visitor waits long."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

import msgspec
import psycopg

from plugin import db
from plugin.clicks.terms import Terms, brand_from
from plugin.links.live import Live, parse
from plugin.settings import Settings
from plugin.visitors.visitor import visitor_secret

# A server that vanishes from the network is noticed within seconds; one on a socket of this host cannot vanish so.
NOTICE: Final = {"tcp_user_timeout": 5000, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2}
ASK: Final = """
SELECT d.id, a.kind, a.location_id, a.target_id, a.published, t.plan, t.visitor_salt, t.suspended, t.brand
FROM domains d
LEFT JOIN addresses a ON a.domain_id = d.id AND a.slug = %s
LEFT JOIN terms t ON t.location_id = a.location_id
WHERE d.host = %s
"""
log = logging.getLogger(__name__)
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A link at the slug that was asked for, and its location's terms."""

    domain_id: int
    live: Live
    terms: Terms


@dataclass(frozen=True, slots=True)
class Missing:
    """Nothing to visit at the slug; without a domain: not even a host of ours."""

    domain_id: int | None = None


Finding = Found | Missing


@dataclass(eq=False, slots=True)
class Flight:
    """One question on its way, shared by all who wait for it; `finding` stays None where it came to nothing."""

    key: Key
    epoch: int
    overtaken: bool = False
    finding: Finding | None = None
    landed: threading.Event = field(default_factory=threading.Event)


def connect(settings: Settings) -> psycopg.Connection[Any]:
    """A connection of the role `clicks`, each statement its own transaction. Raises psycopg.OperationalError."""
    url = db.role_url(settings, "clicks").set(drivername="postgresql").render_as_string(hide_password=False)
    arguments: dict[str, Any] = {**db.connect_args("clicks"), **NOTICE, "connect_timeout": 2}
    return psycopg.connect(url, autocommit=True, **arguments)


class Askers:
    """A few threads, each with a connection of its own, that carry flights to PostgreSQL and hand over what they find.

    `land(flight)` is called once for each flight, from one of these threads. A server that hangs holds up these
    threads only; those who wait for a flight decide for themselves how long.
    """

    def __init__(self, settings: Settings, land: Callable[[Flight], None], count: int = 2) -> None:
        self._settings = settings
        self._land = land
        self._waiting: queue.SimpleQueue[Flight | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._run, name="asker", daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def send(self, flight: Flight) -> None:
        """Put a flight in line."""
        self._waiting.put(flight)

    def close(self) -> None:
        """End the threads once they have carried what is in line."""
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        connection: psycopg.Connection[Any] | None = None
        while (flight := self._waiting.get()) is not None:
            try:
                connection = self._carry(flight, connection)
            except psycopg.Error as fault:
                log.warning("PostgreSQL could not say what %s/%s is: %s", *flight.key, fault)
            self._land(flight)
        if connection:
            connection.close()

    def _carry(self, flight: Flight, connection: psycopg.Connection[Any] | None) -> psycopg.Connection[Any]:
        """Asks on the connection of before, or on a new one where that has been cut meanwhile."""
        if connection and not connection.closed:
            try:
                flight.finding = self._ask(connection, flight.key)
            except psycopg.OperationalError:
                if not connection.closed:
                    raise
            else:
                return connection
        connection = connect(self._settings)
        flight.finding = self._ask(connection, flight.key)
        return connection

    def _ask(self, connection: psycopg.Connection[Any], key: Key) -> Finding:
        host, slug = key
        row = connection.execute(ASK, (slug, host)).fetchone()
        return self._finding(slug, row) if row else Missing()

    def _finding(self, slug: str, row: tuple[Any, ...]) -> Finding:
        domain_id, kind, location_id, target_id, published, plan, salt, suspended, brand = row
        if kind != "link" or plan is None:
            return Missing(domain_id)
        try:
            live = parse(domain_id, slug, location_id, target_id, published)
        except msgspec.ValidationError:
            log.exception("the published copy of %s cannot be read", slug)
            return Missing(domain_id)
        secret = _secret(self._settings.visitor_secret, bytes(salt))
        terms = Terms(location_id, plan, secret, suspended, brand_from(brand))
        return Found(domain_id, live, terms)


@lru_cache(maxsize=4096)
def _secret(secret: str, salt: bytes) -> bytes:
    return visitor_secret(secret, salt)
