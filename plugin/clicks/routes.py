"""The visitors' origin behind the front door: pages for what is not a plain redirect, and what browsers ask for."""

from __future__ import annotations

import secrets
from typing import Final

from flask import Blueprint, Response, make_response, render_template, request

from plugin.clicks.decide import Page
from plugin.clicks.front_door import SHOWING, UNKNOWN, Showing
from plugin.clicks.terms import NEUTRAL

door = Blueprint("clicks", __name__, template_folder="templates")
ROBOTS: Final = "User-agent: *\nAllow: /\n"  # who may not look cannot show a preview of a shared link
HOME: Final = Page("home", "", 200)
RETRY_SECONDS: Final = 2
POLICY: Final = (
    "default-src 'none'; style-src 'nonce-{nonce}'; img-src {images}; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@door.get("/")
def home() -> Response:
    """The short domain itself, for whoever wonders what it is."""
    return show(Showing(HOME, NEUTRAL))


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
    """What the front door decided to show."""
    return show(request.environ.get(SHOWING, Showing(UNKNOWN, NEUTRAL)))


def show(showing: Showing) -> Response:
    """A page in its tenant's colours: no script, no cookie, nothing from elsewhere but the tenant's own logo."""
    chosen, brand, asked = showing
    nonce = secrets.token_urlsafe(12)
    body = render_template(f"clicks/{chosen.kind}.html", brand=brand, nonce=nonce, host=request.host, asked=asked)
    answer = make_response(body, chosen.status)
    answer.headers["Content-Security-Policy"] = POLICY.format(nonce=nonce, images=brand.logo_origin or "'none'")
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["X-Robots-Tag"] = "noindex"
    if chosen.status == 503:  # noqa: PLR2004 - the one status that names a time
        answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer


def _plain(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer
