"""A journal's line as a row for PostgreSQL's COPY: who clicked is read out of it here, behind small caches."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Final
from urllib.parse import urlencode

import msgspec

from plugin.clicks.dictionaries import DICTIONARIES
from plugin.clicks.hit import Hit, decode
from plugin.clicks.journal import Line
from plugin.visitors.bots import bot_of
from plugin.visitors.device import device_of
from plugin.visitors.number import visitor_number
from plugin.visitors.source import CLICK_IDS, LABELS, source_of
from plugin.visitors.visitor import Hints

SENT: Final = "sent"
UNKNOWN: Final = "unknown"
OUTCOMES: Final = frozenset({SENT, "password", "lead", "expired", "capped", "paused", "preview", "page"})
# What a row of COPY holds, in this order; an empty text is NULL. Before each dictionary's words stands their digest.
COLUMNS: Final = (
    "n", "at", "location_id", "link_id", "visitor", "burst", "outcome", "qr", "crm_contact_id", "bot",
    *(name for dictionary in DICTIONARIES for name in (dictionary.part, *dictionary.columns)),
)  # fmt: skip
KEYED: Final = "\\\\x"  # before the hex of bytea
CACHED: Final = 16_384
LONGEST: Final = 100  # characters of what is counted by value
MAX_ID: Final = 2**63
MAX_COUNT: Final = 10**9
MAX_RULE: Final = 2**31
LONGEST_LANGUAGE: Final = 35
OLDEST_S: Final = 390 * 86_400.0  # for these there are partitions: see MONTHS_BACK
FUTURE_S: Final = 86_400.0  # hosts' clocks may differ
_CONTACT: Final = re.compile(r"[A-Za-z0-9]{8,40}", re.ASCII)
_COUNTRY: Final = re.compile(r"[A-Z]{2}", re.ASCII)
_ESCAPES: Final = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": "\ufffd"})


class Unfit(ValueError):
    """A line that no row can be made of; the text says why."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A line that could not be recorded, and why."""

    line: Line
    reason: str


@dataclass(slots=True)
class Sifted:
    """What lines hold: rows for COPY, hits on slugs that do not exist by domain and day, and what is neither."""

    rows: list[str] = field(default_factory=list)
    orphans: Counter[tuple[int, date]] = field(default_factory=Counter)
    rejects: list[Reject] = field(default_factory=list)
    has_contacts: bool = False
    began_at: float | None = None  # the moment of the first hit, Unix seconds


def sift(lines: Iterable[Line], now: float) -> Sifted:
    """Sort lines into rows, orphans and rejects, at `now` in Unix seconds; never raises for what a line holds."""
    sifted = Sifted()
    earliest, latest = now - OLDEST_S, now + FUTURE_S
    add = sifted.rows.append
    for number, line in enumerate(lines):
        try:
            hit = decode(line.text)
            if not earliest < hit.at < latest:
                raise Unfit("its time is too far from now")
            if hit.outcome == UNKNOWN:
                _count_orphan(sifted.orphans, hit)
                continue
            add(_row(number, hit))
        except (msgspec.MsgspecError, ValueError, RecursionError) as fault:
            sifted.rejects.append(Reject(line, str(fault)[:200] or type(fault).__name__))
        else:
            sifted.has_contacts = sifted.has_contacts or hit.contact != ""
            sifted.began_at = sifted.began_at or hit.at
    return sifted


def _count_orphan(orphans: Counter[tuple[int, date]], hit: Hit) -> None:
    if not (0 < hit.domain < MAX_ID and 0 < hit.count < MAX_COUNT):
        raise Unfit("an unknown slug's domain or count is out of range")
    orphans[hit.domain, datetime.fromtimestamp(hit.at, UTC).date()] += hit.count


def _row(number: int, hit: Hit) -> str:
    if hit.outcome not in OUTCOMES:
        raise Unfit("no such outcome")
    if not (0 < hit.location < MAX_ID and 0 < hit.link < MAX_ID):
        raise Unfit("its location or link is out of range")
    visitor = hit.visitor
    key = bytes.fromhex(visitor)
    if not 0 < len(key) <= 32 or " " in visitor:  # noqa: PLR2004 - the longest digest in use
        raise Unfit("its visitor is not a key")
    burst = hit.burst
    if burst and (len(bytes.fromhex(burst)) > 32 or " " in burst):  # noqa: PLR2004 - as above
        raise Unfit("its address is not a key")
    about = _about(hit.user_agent, hit.method, hit.purpose, tuple(hit.hints.items()), hit.language)
    # Only the site counts, and there are far fewer sites than pages.
    site = "/".join(hit.referrer.split("/", 3)[:3])
    came_from = _came_from(site, hit.user_agent, hit.utm_source, tuple(hit.brought.items()))
    contact = hit.contact if hit.contact and _CONTACT.fullmatch(hit.contact) else ""
    return (
        f"{number}\t{hit.at!r}\t{hit.location}\t{hit.link}\t{visitor_number(key)}"
        f"\t{KEYED if burst else ''}{burst}\t{hit.outcome}\t{'t' if hit.qr else 'f'}\t{contact}"
        f"\t{about}\t{_where(hit.country, hit.region, hit.city)}\t{came_from}"
        f"\t{_sent_to(hit.destination, hit.rule, hit.variant)}\n"
    )


@lru_cache(maxsize=CACHED)
def _about(user_agent: str, method: str, purpose: str, sent_hints: tuple[tuple[str, str], ...], accepted: str) -> str:
    """Why this is a machine, and the agent with the language that its visitor likes best, as `en` or `pt-BR`."""
    said = dict(sent_hints)
    hints = Hints(**{name: said[name] for name in Hints._fields if name in said})
    language = accepted.partition(",")[0].partition(";")[0].strip()[:LONGEST_LANGUAGE]
    agent = _entry(*device_of(user_agent, hints), language)
    return f"{_escaped(bot_of(user_agent, method, purpose, hints) or '')}\t{agent}"


@lru_cache(maxsize=CACHED)
def _came_from(site: str, user_agent: str, utm_source: str, brought: tuple[tuple[str, str], ...]) -> str:
    said = dict(brought)
    query = {"utm_source": utm_source, **{mark: "1" for mark, _ in CLICK_IDS if mark in said}}
    source = source_of(site, user_agent, urlencode({name: value for name, value in query.items() if value}))
    return _entry(*source, utm_source, *(said.get(name) for name in LABELS))


@lru_cache(maxsize=CACHED)
def _where(country: str, region: str, city: str) -> str:
    return _entry(country if _COUNTRY.fullmatch(country) else "", region, city)


@lru_cache(maxsize=CACHED)
def _sent_to(destination: str, rule: int | None, variant: str) -> str:
    if rule is not None and not 0 <= rule < MAX_RULE:
        raise Unfit("its rule is out of range")
    words = f"{_escaped(destination)}\t{'' if rule is None else rule}\t{_escaped(variant[:LONGEST])}"
    return f"{_digest(words)}\t{words}"


def _entry(*words: str | None) -> str:
    """The digest of a dictionary's entry, and its words; each as short as what is counted by value has to be."""
    joined = "\t".join(_escaped((word or "")[:LONGEST]) for word in words)
    return f"{_digest(joined)}\t{joined}"


def _digest(words: str) -> str:
    return hashlib.md5(words.encode(), usedforsecurity=False).hexdigest()


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
