"""What a visitor meets first: answers a plain redirect before Flask wakes; anything else walks on to Flask."""

from __future__ import annotations

import re
import time
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Final
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

from plugin.clicks.ask import Found, Missing
from plugin.clicks.asked import Asked, never, unknown
from plugin.clicks.book import Book
from plugin.clicks.cap import Caps
from plugin.clicks.decide import Page, Redirect, decide
from plugin.clicks.diagnosis import Diagnoses
from plugin.clicks.gated import ASKING, UNAVAILABLE, Asking, itself
from plugin.clicks.known import recognised
from plugin.clicks.named import Named
from plugin.clicks.notes import Notes
from plugin.clicks.returning import Returning
from plugin.clicks.send import send
from plugin.clicks.showing import SHOWING, Showing
from plugin.clicks.terms import NEUTRAL
from plugin.errors import Unavailable
from plugin.visitors.geo import Geo
from plugin.visitors.visitor import Network, Proxies, Visitor, visitor_from_environ

METHODS: Final = ("GET", "HEAD", "POST")
NOT_ALLOWED: Final = [("Allow", ", ".join(METHODS)), ("Content-Length", "0")]
# People paste an address with a slash or a space too many; a plus at its end asks where it leads.
PATH: Final = re.compile(r"[/ ]*([A-Za-z0-9_-]{1,64})(\+?)[/ ]*", re.ASCII)
HOST: Final = re.compile(r"([a-z0-9_.-]{1,253}|\[[0-9a-f:.]{2,45}\])(:[0-9]{1,5})?", re.ASCII)
DEFAULT_PORTS: Final = (":80", ":443")
NOWHERE: Final = "nowhere.invalid"
ASKED_LENGTH: Final = 120
NOTHING: Final = "", False
UNKNOWN: Final = Page("unknown", "unknown", 404)


@dataclass(frozen=True, slots=True)
class Sources:
    """What the front door knows, asks and writes: the book, places, earlier visits, contacts, limits, the journal."""

    book: Book
    geo: Geo
    returning: Returning
    named: Named
    caps: Caps
    notes: Notes


class FrontDoor:
    """A WSGI application around the Flask app of the visitors' origin. `own` are the paths that are the app's alone."""

    def __init__(
        self, inner: WSGIApplication, sources: Sources, own: frozenset[str], trusted: tuple[Network, ...] = ()
    ) -> None:
        self._inner = inner
        self._book = sources.book
        self._place = sources.geo.place
        self._returning = sources.returning
        self._named = sources.named
        self._caps = sources.caps
        self._notes = sources.notes
        self._diagnoses = Diagnoses()
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
            start_response("405 Method Not Allowed", NOT_ALLOWED)
            return [b""]
        slug, looks = _wanted(path) if len(path) <= ASKED_LENGTH else NOTHING
        answer = self._answer(environ, host, slug, looks=looks)
        if isinstance(answer, Redirect):
            return send(answer, method, start_response)
        # The request as Flask gets it: a host and a path that no routing can stumble over.
        environ[ASKING if isinstance(answer, Asking) else SHOWING] = answer
        environ["HTTP_HOST"] = host or NOWHERE
        environ["PATH_INFO"] = f"/{slug or '-'}"
        return self._inner(environ, start_response)

    def _answer(self, environ: WSGIEnvironment, host: str, slug: str, *, looks: bool) -> Redirect | Showing | Asking:
        try:
            found = self._book.find(host, slug)
        except Unavailable:
            return Showing(UNAVAILABLE, NEUTRAL)
        if isinstance(found, Missing):
            return self._stray(found, environ.get("PATH_INFO", ""))
        visitor = visitor_from_environ(environ, self._trusted)
        return self._diagnoses.of(found, visitor.address) if looks else self._visit(found, visitor, environ)

    def _visit(self, found: Found, visitor: Visitor, environ: WSGIEnvironment) -> Redirect | Showing | Asking:
        now = time.time()
        live, terms = found.live, found.terms
        if "HTTP_COOKIE" in environ:
            visitor = recognised(visitor, environ["HTTP_COOKIE"], terms.secret)
        # Only where a rule may ask: what nobody asks is not worth making for every click.
        needs = live.routing.needs if live.routing else ()
        seen = partial(self._returning.seen, live) if "returning" in needs else never
        tags_of = partial(self._named.tags_of, live) if "contact" in needs else unknown
        asked = Asked(visitor, terms.secret, self._place, seen, tags_of)
        if found.asks and visitor.method != "POST" and environ.get("PATH_INFO") != f"/{live.slug}":
            return itself(live, visitor.query)
        if found.asks:
            return Asking(found, asked, self._notes, self._caps)
        answer = found.always or decide(live, terms, asked, now)
        self._notes.visit(found, asked, answer, now)
        return answer if isinstance(answer, Redirect) else Showing(answer, terms.brand, live=live)

    def _stray(self, found: Missing, path: str) -> Showing:
        if found.domain_id is not None:
            self._notes.stray(found.domain_id)
        return Showing(UNKNOWN, NEUTRAL, path.encode("latin-1", "replace").decode("utf-8", "replace")[:ASKED_LENGTH])


@lru_cache(maxsize=4096)
def _wanted(path: str) -> tuple[str, bool]:
    """The slug that a path names, empty where it names none, and whether it asks where the link leads."""
    read = PATH.fullmatch(path)
    return (read[1].lower(), read[2] == "+") if read else NOTHING


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
