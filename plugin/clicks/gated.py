"""A visitor at a link that may ask them for something or count them in: what they are answered, stores at hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from plugin.clicks.ask import Found
from plugin.clicks.asked import Asked, Passes
from plugin.clicks.cap import Caps
from plugin.clicks.decide import SENT, Page, Redirect, decide
from plugin.clicks.gates import capped
from plugin.clicks.notes import Notes
from plugin.errors import Unavailable
from plugin.links.live import Live

ASKING: Final = "smartlinks.asking"  # where, in the environ, Flask finds who asks for what
UNAVAILABLE: Final = Page("unavailable", "", 503)


@dataclass(frozen=True, slots=True)
class Asking:
    """A link that was found, the visitor who asks for it, and what the front door has for answering them."""

    found: Found
    asked: Asked
    notes: Notes
    caps: Caps

    def showing(self, passes: Passes) -> Asking:
        """The same visitor with these passes."""
        return replace(self, asked=self.asked.showing(passes))


@dataclass(frozen=True, slots=True)
class Opened:
    """What came of a form: the passes that the visitor has now, cookies to keep them (whole `Set-Cookie` values).

    Where the form did not do, `page` is what to answer instead, and `shown` what its template needs for that.
    """

    passes: Passes
    cookies: tuple[str, ...] = ()
    page: Page | None = None
    shown: Mapping[str, object] = field(default_factory=dict)


# What a gate does with the form that it was sent; it may raise errors of plugin.errors.
Opener = Callable[[Asking, Mapping[str, str]], Opened]


def open_gate(asking: Asking, form: Mapping[str, str] | None, openers: Mapping[str, Opener], now: float) -> Opened:
    """Hand a form, if one was sent, to the gate that this visitor stands at; else they stay where they are."""
    if form is not None:
        at = _in_time(asking.found, asking.asked, now)
        opener = openers.get(at.kind) if isinstance(at, Page) else None
        if opener:
            return opener(asking, form)
    return Opened(asking.asked.passes)


def answer(asking: Asking, opened: Opened, now: float) -> Redirect | Page:
    """The answer for a visitor with these passes; counted where there is a limit, and noted."""
    asked = asking.asked.showing(opened.passes)
    if opened.cookies and isinstance(_in_time(asking.found, asked, now), Page):
        return itself(asking.found.live, asking.asked.visitor.query)
    try:
        chosen = _counted(asking, asked, now)
    except Unavailable:
        return UNAVAILABLE
    # Unless there is another reason by now to stop this visitor, such as a limit that is reached.
    if opened.page is not None and chosen.outcome == opened.page.outcome:
        chosen = opened.page
    asking.notes.visit(asking.found, asked, chosen, now)
    return chosen


def itself(live: Live, query: str) -> Redirect:
    """The link once more, in the one spelling that cookies are kept for. A reload of what it shows posts nothing."""
    return Redirect(f"/{live.slug}" + (f"?{query}" if query else ""))


def _counted(asking: Asking, asked: Asked, now: float) -> Redirect | Page:
    found = asking.found
    full = decide(found.live, found.terms, asked, now)
    if not (isinstance(full, Page) and full.kind == capped.kind):
        return full
    chosen = _in_time(found, asked, now)
    # Of all gates the last to be passed: only who is sent on is counted in, and no machine is.
    counts = chosen.outcome == SENT and asked.bot is None
    has_room = asking.caps.take(found.live) if counts else asking.caps.has_room(found.live)
    return chosen if has_room else full


def _in_time(found: Found, asked: Asked, now: float) -> Redirect | Page:
    """What it would be if the click limit had room."""
    return decide(found.live, found.terms, asked.showing(asked.passes._replace(let_through=True)), now)
