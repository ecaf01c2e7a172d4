"""The visitors' origin behind the front door: pages for what is not a plain redirect, and what browsers ask for."""

from __future__ import annotations

from http import HTTPStatus
from typing import Final

from flask import Blueprint, Response, request

from plugin.clicks.decide import Page
from plugin.clicks.front_door import SHOWING, UNKNOWN, Showing
from plugin.clicks.show import show
from plugin.clicks.terms import NEUTRAL

door = Blueprint("clicks", __name__, template_folder="templates")
ROBOTS: Final = "User-agent: *\nAllow: /\n"  # who may not look cannot show a preview of a shared link
HOME: Final = Page("home", "", 200)
RETRY_SECONDS: Final = 2


@door.get("/")
def home() -> Response:
    """The short domain itself, for whoever wonders what it is."""
    return _show(Showing(HOME, NEUTRAL))


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
    return _show(request.environ.get(SHOWING, Showing(UNKNOWN, NEUTRAL)))


def _show(showing: Showing) -> Response:
    chosen, brand, asked = showing
    retry_s = RETRY_SECONDS if chosen.status == HTTPStatus.SERVICE_UNAVAILABLE else 0
    return show(chosen.kind, chosen.status, brand, retry_s=retry_s, host=request.host, asked=asked)


def _plain(answer: Response) -> Response:
    answer.headers["Cache-Control"] = "public, max-age=86400"
    return answer
