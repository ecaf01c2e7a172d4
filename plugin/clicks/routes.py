"""The visitors' origin behind the front door: pages for what is not a plain redirect, and what browsers ask for."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, Response, current_app, request
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import RequestEntityTooLarge

from plugin.clicks.came_from import carried, carried_back
from plugin.clicks.card import hand_over
from plugin.clicks.cookies import passes_of
from plugin.clicks.decide import Page, Redirect
from plugin.clicks.front_door import UNKNOWN
from plugin.clicks.gated import ASKING, UNAVAILABLE, Asking, Opener, answer, open_gate
from plugin.clicks.onward import Onward
from plugin.clicks.passing import pass_on
from plugin.clicks.preview import show_preview
from plugin.clicks.show import show
from plugin.clicks.showing import SHOWING, Showing
from plugin.clicks.terms import NEUTRAL
from plugin.clicks.unlock import open_password
from plugin.errors import Unavailable
from plugin.leads.gate import open_lead, show_lead

door = Blueprint("clicks", __name__, template_folder="templates")
ROBOTS: Final = "User-agent: *\nAllow: /\n"  # who may not look cannot show a preview of a shared link
HOME: Final = Page("home", "", 200)
# What takes the form of each gate that has one, by the gate's kind.
OPENERS: Final[Mapping[str, Opener]] = {"password": open_password, "lead": open_lead}
# What renders the pages that are more than a template.
PAGES: Final[Mapping[str, Callable[[Showing], Response]]] = {
    "lead": show_lead,
    "passing": pass_on,
    "preview": show_preview,
    "vcard": hand_over,
}
LONGEST_FORM: Final = 65_536  # bytes; the longest answers to the longest form, as browsers encode them
TOO_LARGE: Final = Showing(Page("too_large", "", 413), NEUTRAL)
log = logging.getLogger(__name__)


@door.get("/")
def home() -> Response:
    """The short domain itself, for whoever wonders what it is."""
    return _render(Showing(HOME, NEUTRAL))


@door.get("/robots.txt")
def robots() -> Response:
    """Everybody may look; pages ask not to be listed."""
    return _plain(Response(ROBOTS, content_type="text/plain; charset=utf-8"))


@door.get("/favicon.ico")
def favicon() -> Response:
    """None, said cheaply."""
    return _plain(Response(status=204))


@door.route("/<path:path>", methods=["GET", "POST"])
def page(path: str) -> Response:  # noqa: ARG001 - the front door has looked at it
    """What the front door decided to show, or, of a link that asks something of its visitors, what they have shown."""
    asking: Asking | None = request.environ.get(ASKING)
    return _gated(asking) if asking else _render(request.environ.get(SHOWING, Showing(UNKNOWN, NEUTRAL)))


@door.errorhandler(RequestEntityTooLarge)
def too_large(_error: RequestEntityTooLarge) -> Response:
    """A form with more in it than we read."""
    return _show(TOO_LARGE)


@door.errorhandler(Unavailable)
@door.errorhandler(OperationalError)
@door.errorhandler(InterfaceError)
@door.errorhandler(PoolTimeout)
def unavailable(error: Exception) -> Response:
    """A form that needs PostgreSQL while it cannot be reached."""
    log.warning("a form could not be taken: %s", type(error).__name__)
    return _show(Showing(UNAVAILABLE, NEUTRAL))


def _gated(asking: Asking) -> Response:
    now = datetime.now(UTC).timestamp()
    found = asking.found
    request.max_content_length = LONGEST_FORM
    cookies, secret_key = request.headers.get("Cookie", ""), current_app.extensions["smartlinks"].secret_key
    posted = request.form if request.method == "POST" else None
    known = replace(asking, asked=carried_back(asking.asked, posted)).showing(
        passes_of(cookies, found.live.link_id, secret_key)
    )
    opened = open_gate(known, posted, OPENERS, now)
    chosen = answer(known, opened, now)
    if isinstance(chosen, Redirect):
        given: Response = Onward(chosen, request.method)
    else:
        shown = {"came_from": carried(known.asked, request.host), **opened.shown}
        given = _render(Showing(chosen, found.terms.brand, live=found.live, shown=shown))
    for cookie in opened.cookies:
        given.headers.add("Set-Cookie", cookie)
    return given


def _render(showing: Showing) -> Response:
    return PAGES.get(showing.page.kind, _show)(showing)


def _show(showing: Showing) -> Response:
    return show(showing.page.kind, showing.page.status, showing.brand, host=request.host, **showing.told)


def _plain(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer
