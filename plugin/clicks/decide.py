"""Where a visitor goes: the heart of the product, values in and one of two answers out."""

from __future__ import annotations

from typing import Final

import msgspec

from plugin.clicks.gates import KINDS
from plugin.clicks.terms import Terms
from plugin.links.live import Live
from plugin.visitors.visitor import Visitor

FOUND: Final = 302


class Redirect(msgspec.Struct, frozen=True):
    """Send the visitor on."""

    url: str
    status: int = FOUND
    outcome: str = "sent"


class Page(msgspec.Struct, frozen=True):
    """Show a page of ours: `kind` chooses the words, `outcome` is how the hit is counted."""

    kind: str
    outcome: str
    status: int


SUSPENDED: Final = Page("suspended", "paused", 404)


def decide(live: Live, terms: Terms, visitor: Visitor, now: float) -> Redirect | Page:
    """The first gate that is shut, or the destination; `now` is in Unix seconds."""
    if terms.suspended:
        return SUSPENDED
    for gate in KINDS:
        if gate.shut(live, visitor, now):
            return Page(gate.kind, gate.outcome, gate.status)
    return Redirect(live.destination)
