"""What a visitor meets first: answers a plain redirect before Flask wakes; anything else walks on to Flask."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from functools import lru_cache
from typing import Final
from urllib.parse import quote
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from plugin.clicks.ask import Finding, Missing
from plugin.clicks.book import Book
from plugin.clicks.decide import Page, Redirect, decide
from plugin.clicks.notes import Notes
from plugin.clicks.terms import NEUTRAL
from plugin.errors import Unavailable
from plugin.visitors.visitor import URL_SAFE, Network, visitor_from_environ

METHODS: Final = ("GET", "HEAD", "POST")
STATUS: Final = {301: "301 Moved Permanently", 302: "302 Found", 303: "303 See Other", 307: "307 Temporary Redirect"}
SEE_OTHER: Final = 303
# People paste an address with a slash or a space too many.
PATH: Final = re.compile(r"[/ ]*([A-Za-z0-9_-]{1,64})[/ ]*", re.ASCII)
HOST: Final = re.compile(r"([a-z0-9_.-]{1,253}|\[[0-9a-f:.]{2,45}\])(:[0-9]{1,5})?", re.ASCII)
DEFAULT_PORTS: Final = (":80", ":443")
PAGE: Final = "smartlinks.page"  # where, in the environ, Flask finds what to show, and below in whose colours
BRAND: Final = "smartlinks.brand"
UNKNOWN: Final = Page("unknown", "unknown", 404)
UNAVAILABLE: Final = Page("unavailable", "", 503)


class FrontDoor:
    """A WSGI application around the Flask app of the visitors' origin. `own` are the paths that are the app's alone."""

    def __init__(
        self, inner: WSGIApplication, book: Book, notes: Notes, own: frozenset[str], trusted: tuple[Network, ...] = ()
    ) -> None:
        self._inner = inner
        self._book = book
        self._notes = notes
        self._own = own
        self._trusted = trusted

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request; no input makes it raise."""
        path = environ.get("PATH_INFO", "")
        if path in self._own:
            return self._inner(environ, start_response)
        method = environ.get("REQUEST_METHOD", "GET")
        if method not in METHODS:
            start_response("405 Method Not Allowed", [("Allow", ", ".join(METHODS)), ("Content-Length", "0")])
            return [b""]
        try:
            found = self._find(environ.get("HTTP_HOST", ""), path)
        except Unavailable:
            environ[PAGE] = UNAVAILABLE
            return self._inner(environ, start_response)
        if isinstance(found, Missing):
            return self._stray(found, environ, start_response)
        now = time.time()
        visitor = visitor_from_environ(environ, self._trusted)
        answer = decide(found.live, found.terms, visitor, now)
        self._notes.visit(found, visitor, answer, now)
        if isinstance(answer, Redirect):
            return send(answer, method, start_response)
        environ[PAGE], environ[BRAND] = answer, found.terms.brand
        return self._inner(environ, start_response)

    def _find(self, host: str, path: str) -> Finding:
        slug = PATH.fullmatch(path)
        # A path that can be no slug is still a stray hit of its domain.
        return self._book.find(plain_host(host), slug[1].lower() if slug else "")

    def _stray(self, found: Missing, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        if found.domain_id is not None:
            self._notes.stray(found.domain_id)
        environ[PAGE], environ[BRAND] = UNKNOWN, NEUTRAL
        return self._inner(environ, start_response)


def send(answer: Redirect, method: str, start_response: StartResponse) -> Iterable[bytes]:
    """The redirect itself. To a POST it is always a 303, so that nothing is ever posted twice."""
    headers, body = _letter(answer.url)
    start_response(STATUS[SEE_OTHER if method == "POST" else answer.status], [*headers])
    return [b""] if method == "HEAD" else [body]


@lru_cache(maxsize=4096)
def _letter(url: str) -> tuple[list[tuple[str, str]], bytes]:
    # Destinations are kept normalised; should one not be, it may still not end a header and begin another.
    plain = url if url.isascii() and url.isprintable() else quote(url.encode("utf-8", "replace"), safe=URL_SAFE)
    body = f"This link leads to {plain}\n".encode()
    headers = [
        ("Location", plain),
        ("Cache-Control", "private, no-store"),
        ("Referrer-Policy", "strict-origin"),
        ("Content-Type", "text/plain; charset=utf-8"),
        ("Content-Length", str(len(body))),
    ]
    return headers, body


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
