"""What a visitor meets first: answers a plain redirect before Flask wakes; anything else walks on to Flask."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import Final, NamedTuple
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from plugin.clicks.ask import Missing
from plugin.clicks.book import Book
from plugin.clicks.decide import Page, Redirect, decide
from plugin.clicks.notes import Notes
from plugin.clicks.terms import NEUTRAL, Brand
from plugin.errors import Unavailable
from plugin.visitors.visitor import URL_SAFE, Network, Proxies, visitor_from_environ

METHODS: Final = ("GET", "HEAD", "POST")
STATUS: Final = {301: "301 Moved Permanently", 302: "302 Found", 303: "303 See Other", 307: "307 Temporary Redirect"}
SEE_OTHER: Final = 303
CACHE: Final = ("Cache-Control", "private, no-store")
REFERRER: Final = ("Referrer-Policy", "strict-origin")
NO_BODY: Final = [b""]
# People paste an address with a slash or a space too many.
PATH: Final = re.compile(r"[/ ]*([A-Za-z0-9_-]{1,64})[/ ]*", re.ASCII)
HOST: Final = re.compile(r"([a-z0-9_.-]{1,253}|\[[0-9a-f:.]{2,45}\])(:[0-9]{1,5})?", re.ASCII)
DEFAULT_PORTS: Final = (":80", ":443")
NOWHERE: Final = "nowhere.invalid"
SHOWING: Final = "smartlinks.showing"  # where, in the environ, Flask finds what to show
ASKED_LENGTH: Final = 120
UNKNOWN: Final = Page("unknown", "unknown", 404)
UNAVAILABLE: Final = Page("unavailable", "", 503)


class Showing(NamedTuple):
    """A page to show, in whose colours, and, of a stray, the path it asked for."""

    page: Page
    brand: Brand
    asked: str = ""


class FrontDoor:
    """A WSGI application around the Flask app of the visitors' origin. `own` are the paths that are the app's alone."""

    def __init__(
        self, inner: WSGIApplication, book: Book, notes: Notes, own: frozenset[str], trusted: tuple[Network, ...] = ()
    ) -> None:
        self._inner = inner
        self._book = book
        self._notes = notes
        self._own = own
        self._trusted = Proxies(trusted)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; no input makes it raise."""
        path, host = environ.get("PATH_INFO", ""), plain_host(environ.get("HTTP_HOST", ""))
        if path in self._own:
            environ["HTTP_HOST"] = host or NOWHERE
            return self._inner(environ, start_response)
        method = environ.get("REQUEST_METHOD", "GET")
        if method not in METHODS:
            start_response("405 Method Not Allowed", [("Allow", ", ".join(METHODS)), ("Content-Length", "0")])
            return [b""]
        asked = PATH.fullmatch(path)
        slug = asked[1].lower() if asked else ""
        try:
            found = self._book.find(host, slug)
        except Unavailable:
            return self._inner(_walk_on(environ, Showing(UNAVAILABLE, NEUTRAL), host, slug), start_response)
        if isinstance(found, Missing):
            return self._inner(_walk_on(environ, self._stray(found, path), host, slug), start_response)
        now = time.time()
        visitor = visitor_from_environ(environ, self._trusted)
        answer = decide(found.live, found.terms, visitor, now)
        self._notes.visit(found, visitor, answer, now)
        if isinstance(answer, Redirect):
            return send(answer, method, start_response)
        return self._inner(_walk_on(environ, Showing(answer, found.terms.brand), host, slug), start_response)

    def _stray(self, found: Missing, path: str) -> Showing:
        if found.domain_id is not None:
            self._notes.stray(found.domain_id)
        return Showing(UNKNOWN, NEUTRAL, path.encode("latin-1", "replace").decode("utf-8", "replace")[:ASKED_LENGTH])


def _walk_on(environ: WSGIEnvironment, showing: Showing, host: str, slug: str) -> WSGIEnvironment:
    """The request as Flask gets it: what to show, and a host and a path that no routing can stumble over."""
    environ[SHOWING] = showing
    environ["HTTP_HOST"] = host or NOWHERE
    environ["PATH_INFO"] = f"/{slug or '-'}"
    return environ


def send(answer: Redirect, method: str, start_response: StartResponse) -> Iterable[bytes]:
    """The redirect itself, without a body. To a POST it is always a 303, so that nothing is ever posted twice."""
    headers = [("Location", _one_line(answer.url)), CACHE, REFERRER]
    start_response(STATUS[SEE_OTHER if method == "POST" else answer.status], headers)
    return NO_BODY


def _one_line(url: str) -> str:
    # Destinations are kept normalised; should one not be, it may still not end a header and begin another.
    if url.isascii() and url.isprintable():
        return url
    return quote(url.encode("utf-8", "replace"), safe=URL_SAFE)


@lru_cache(maxsize=1024)
def _plain_host(text: str) -> str:
    found = HOST.fullmatch(text.lower())
    if not found:
        return ""
    port = found[2] or ""
    return found[1].removesuffix(".") + ("" if port in DEFAULT_PORTS else port)


def plain_host(text: str) -> str:
    """A Host header in its one spelling: lower case, no trailing dot, no default port; empty where it is no host."""
    return _plain_host(text) if len(text) <= 262 else ""  # noqa: PLR2004 - 253 for the name, 7 for the port, a dot
