"""The question that the front door asks PostgreSQL of a slug that it does not know by heart."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache, partial
from typing import Any, Final

import msgspec
import psycopg

from plugin.clicks.crew import Crew
from plugin.clicks.decide import Redirect, always
from plugin.clicks.terms import LAPSED, Terms, brand_from
from plugin.links.live import Live, parse
from plugin.settings import Settings
from plugin.visitors.visitor import visitor_secret

ASK: Final = """
SELECT d.id, a.kind, a.location_id, a.target_id, a.published, t.plan, t.lapsed, t.visitor_salt, t.suspended, t.brand
FROM domains d
LEFT JOIN addresses a ON a.domain_id = d.id AND a.slug = %s
LEFT JOIN terms t ON t.location_id = a.location_id
WHERE d.host = %s
"""
log = logging.getLogger(__name__)
Key = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Found:
    """A link at the slug that was asked for, and its location's terms.

    Of it, worked out once: `always`, the answer where it is the same for everybody, and `asks`, whether a gate of it
    may ask the visitor for something or count them in.
    """

    domain_id: int
    live: Live
    terms: Terms
    always: Redirect | None = field(init=False)
    asks: bool = field(init=False)

    def __post_init__(self) -> None:
        """Work them out."""
        live = self.live
        object.__setattr__(self, "always", always(live, self.terms))
        object.__setattr__(self, "asks", live.password is not None or live.lead_form is not None or live.capped)


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


class Askers:
    """Carry flights to PostgreSQL and hand over what they find: `land(flight)` is called once for each, by a crew."""

    def __init__(self, settings: Settings, land: Callable[[Flight], None]) -> None:
        self._settings = settings
        self._land = land
        self._crew = Crew(settings)

    def send(self, flight: Flight) -> None:
        """Put a flight in line."""
        self._crew.send(partial(self._carry, flight), partial(self._land, flight))

    def close(self) -> None:
        """End the crew once it has carried what is in line."""
        self._crew.close()

    def _carry(self, flight: Flight, connection: psycopg.Connection[Any]) -> None:
        flight.finding = self._ask(connection, flight.key)

    def _ask(self, connection: psycopg.Connection[Any], key: Key) -> Finding:
        host, slug = key
        row = connection.execute(ASK, (slug, host)).fetchone()
        return self._finding(slug, row) if row else Missing()

    def _finding(self, slug: str, row: tuple[Any, ...]) -> Finding:
        domain_id, kind, location_id, target_id, published, plan, lapsed, salt, suspended, brand = row
        if kind != "link" or plan is None:
            return Missing(domain_id)
        try:
            live = parse(domain_id, slug, location_id, target_id, published)
        except msgspec.ValidationError:
            log.exception("the published copy of %s cannot be read", slug)
            return Missing(domain_id)
        secret = _secret(self._settings.visitor_secret, bytes(salt))
        terms = Terms(location_id, LAPSED if lapsed else plan, secret, suspended, brand_from(brand))
        return Found(domain_id, live, terms)


@lru_cache(maxsize=4096)
def _secret(secret: str, salt: bytes) -> bytes:
    return visitor_secret(secret, salt)
