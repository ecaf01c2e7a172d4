"""Where a visitor goes: the heart of the product, values in and one of two answers out."""

from __future__ import annotations

from typing import Final

import msgspec

from plugin.clicks.asked import Asked
from plugin.clicks.awake import awake
from plugin.clicks.click_id import PARAMETER, click_id
from plugin.clicks.gates import KINDS, Gate, expired
from plugin.clicks.terms import Terms
from plugin.links.kinds import amazon
from plugin.links.live import Live
from plugin.routing.choose import address, choose
from plugin.routing.destination import with_utm
from plugin.routing.routing import Choice, Routing
from plugin.visitors.bots import PREVIEW

FOUND: Final = 302
FOR_GOOD: Final = 301
SENT: Final = "sent"


class Redirect(msgspec.Struct, frozen=True):
    """Send the visitor on. `destination` is what the link's owner wrote, for counting; `url` what came of it.

    `rule` is the number of the rule that answered, `variant` the id of the split's. Browsers keep a 301.
    """

    url: str
    status: int = FOUND
    outcome: str = SENT
    destination: str = ""
    rule: int | None = None
    variant: str = ""


class Page(msgspec.Struct, frozen=True):
    """Show a page of ours: `kind` chooses it, `outcome` is how the hit is counted, `onward` where it leads next."""

    kind: str
    outcome: str
    status: int
    onward: Redirect | None = None


SUSPENDED: Final = Page("suspended", "paused", 404)
PREVIEWED: Final = Page("preview", "preview", 200)


def decide(live: Live, terms: Terms, asked: Asked, now: float) -> Redirect | Page:
    """The first gate that is shut, else what the link has for this visitor; `now` is in Unix seconds."""
    if terms.suspended:
        return SUSPENDED
    if live.is_direct:
        return _onward(live, terms, asked, now)
    return _stop(live, asked, now) or _arrival(live, terms, asked, now)


def always(live: Live, terms: Terms) -> Redirect | None:
    """What `decide` answers to every visitor, whenever they come; None where it depends."""
    if terms.suspended or not live.is_direct or not (live.routing is None or live.routing.is_fixed):
        return None
    return _fixed(live, live.redirect_status)


def _stop(live: Live, asked: Asked, now: float) -> Redirect | Page | None:
    previewed = live.preview is not None and asked.bot == PREVIEW
    for gate in KINDS:
        if gate.shut(live, asked, now):
            # What is over or not yet open shows nothing; what asks something first may be shown as its owner worded it.
            return PREVIEWED if previewed and gate.asks else _stopped(gate, live)
    return PREVIEWED if previewed else None


def _stopped(gate: Gate, live: Live) -> Redirect | Page:
    if gate.kind == expired.kind and live.expired_destination:
        return Redirect(live.expired_destination, FOUND, gate.outcome, live.expired_destination)
    return Page(gate.kind, gate.outcome, gate.status)


def _arrival(live: Live, terms: Terms, asked: Asked, now: float) -> Redirect | Page:
    onward = _onward(live, terms, asked, now)
    if live.append_click_id:
        onward = _named(onward, live, terms, now)
    if live.kind == "vcard":
        return Page("vcard", SENT, 200, onward)
    if live.pixels and asked.bot is None:
        return Page("passing", SENT, 200, onward)
    return onward


def _onward(live: Live, terms: Terms, asked: Asked, now: float) -> Redirect:
    status = live.redirect_status
    if status == FOR_GOOD and not _is_for_good(live):
        status = FOUND
    if live.kind == "redirect" and (live.routing is None or live.routing.is_fixed):
        return _fixed(live, status)
    routing = awake(live.routing, terms.plan) if live.routing else Routing(Choice(live.destination, live.destination))
    choice = choose(routing, asked.at(now), asked.key, live.link_id)
    if live.kind == "amazon" and live.content and choice is routing.default:
        found = amazon.search(live.content, asked.dice)
        choice = Choice(found, with_utm(found, routing.utm))
    url = address(routing, choice, asked.visitor.query)
    return Redirect(url, status, SENT, choice.destination, choice.rule, choice.variant or "")


def _named(onward: Redirect, live: Live, terms: Terms, now: float) -> Redirect:
    named = ((PARAMETER, click_id(terms.secret, live.location_id, live.link_id, now)),)
    return msgspec.structs.replace(onward, url=with_utm(onward.url, named))


def _fixed(live: Live, status: int) -> Redirect:
    url = live.routing.default.url if live.routing else live.destination
    return Redirect(url, status, SENT, live.destination)


def _is_for_good(live: Live) -> bool:
    """Whether nothing but an edit can change the answer, so that a browser may keep it."""
    changes = live.capped or live.pixels or live.kind != "redirect" or (live.routing and not live.routing.is_fixed)
    changes = changes or live.append_click_id
    return not changes and live.expires_at is None and live.password is None and live.lead_form is None
