"""The simulator: where a visitor that staff make up would go, which rule would answer, and what stands in the way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote

from sqlalchemy import select
from sqlalchemy.orm import Session

from plugin.contacts import verbs as contacts
from plugin.errors import NotFound
from plugin.links.models import Cap, Link
from plugin.plans import limits
from plugin.routing.choose import Explained, explain
from plugin.routing.facts import Facts, Supposed
from plugin.routing.routing import Routing, compile_routing, under
from plugin.visitors.device import OTHER, Device
from plugin.visitors.geo import Place
from plugin.visitors.source import Source
from plugin.visitors.visitor import URL_SAFE, Visitor

# Of a split, the simulator's visitor gets the variant of a visitor with this key.
NOBODY: Final = b""
ROUTING: Final = ("destination", "rules", "keep_order", "split", "utm", "forward_params")
RESTS: Final = "This rule rests: it is not part of the account's plan."
LABELS: Final = {
    "paused": "Paused", "starts": "Starts later", "expired": "Expired", "capped": "Click limit reached",
    "password": "Password", "lead": "Form",
}  # fmt: skip
# Beyond these nobody gets, whatever they show.
FINAL: Final = frozenset({"paused", "starts", "expired", "capped"})


@dataclass(frozen=True, slots=True)
class Asked:
    """A made-up visitor: what is None is as of a visitor of whom it is not known; `query` is the short URL's."""

    country: str | None = None
    region: str | None = None
    city: str | None = None
    device: str | None = None
    system: str | None = None
    language: str = ""
    at: datetime | None = None
    query: str = ""
    source: str | None = None
    returning: bool = False
    contact: str | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """What the simulator says.

    `url` is where the visitor ends once past what can be passed, None where they end on a page of ours; `rule` and
    `variant` name what chose the destination; `gates` stand in the way, in the order in which a visitor meets them.
    """

    url: str | None
    destination: str
    rule: int | None
    variant: str | None
    rules: list[Explained]
    gates: list[dict[str, str]]


def explained(db: Session, link_id: int, asked: Asked, now: datetime) -> Told:
    """What would happen at a link at `asked.at`, or else at `now`. Raises NotFound."""
    link = db.scalar(select(Link).where(Link.id == link_id))
    if link is None:
        raise NotFound("There is no such link. Someone may have deleted it.")
    at = asked.at or now
    whole = compile_routing({name: getattr(link, name) for name in ROUTING})
    awake = under(whole, limits.standing_of(db).features)
    told = explain(awake, facts_of(db, asked, at), NOBODY, link_id)
    gates = [*_gates(link, at, full=_is_full(db, link))]
    return Told(
        url=_end(link, told.url, gates),
        destination=told.choice.destination,
        rule=told.choice.rule,
        variant=told.choice.variant,
        rules=[*_with_resting(whole, told.rules)],
        gates=[{"kind": gate, "label": LABELS[gate]} for gate in gates],
    )


def facts_of(db: Session, asked: Asked, at: datetime) -> Facts:
    """The made-up visitor as rules see one."""
    query = quote(asked.query.removeprefix("?"), safe=URL_SAFE)
    device = Device(asked.device or OTHER, asked.system, "", None, "") if asked.device or asked.system else None
    source = Source(asked.source, None) if asked.source else None
    return Supposed(
        Visitor(language=asked.language, query=query, contact=asked.contact),
        at.timestamp(),
        place=lambda: Place(asked.country, asked.region, asked.city),
        returning=lambda: asked.returning,
        tags=lambda: contacts.tags_of(db, asked.contact or ""),
        device=(lambda: device) if device else None,
        source=(lambda: source) if source else None,
    )


def _gates(link: Link, at: datetime, *, full: bool) -> Iterator[str]:
    stands = {
        "paused": link.paused,
        "starts": link.starts_at is not None and link.starts_at > at,
        "expired": link.expires_at is not None and link.expires_at <= at,
        "capped": full,
        "password": link.password_hash is not None,
        "lead": link.lead_form is not None,
    }
    return (gate for gate, shut in stands.items() if shut)


def _is_full(db: Session, link: Link) -> bool:
    if link.click_limit is None:
        return False
    return (db.scalar(select(Cap.used).where(Cap.link_id == link.id)) or 0) >= link.click_limit


def _end(link: Link, url: str, gates: Iterable[str]) -> str | None:
    stopped = next((gate for gate in gates if gate in FINAL), None)
    if stopped == "expired":
        return link.expired_destination
    return None if stopped or link.kind == "vcard" else url


def _with_resting(whole: Routing, told: Iterable[Explained]) -> Iterator[Explained]:
    awake = {one.rule: one for one in told}
    for rule, _ in whole.rules:
        resting = Explained(rule.index, rule.destination, holds=False, answers=False, why_not=RESTS, conditions=())
        yield awake.get(rule.index, resting)
