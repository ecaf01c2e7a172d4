"""A redirect as an answer: where to, for how long a browser may keep it, and never with the method of a form."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final
from urllib.parse import quote
from wsgiref.types import StartResponse

from plugin.clicks.decide import FOR_GOOD, Redirect
from plugin.visitors.visitor import URL_SAFE

STATUS: Final = {301: "301 Moved Permanently", 302: "302 Found", 303: "303 See Other", 307: "307 Temporary Redirect"}
SEE_OTHER: Final = 303
CACHE: Final = ("Cache-Control", "private, no-store")
CACHE_FOR_GOOD: Final = ("Cache-Control", "private, max-age=86400")
REFERRER: Final = ("Referrer-Policy", "strict-origin")
NO_BODY: Final = [b""]


def send(answer: Redirect, method: str, start_response: StartResponse) -> Iterable[bytes]:
    """The redirect itself, without a body."""
    status, headers = head(answer, method)
    start_response(STATUS[status], headers)
    return NO_BODY


def head(answer: Redirect, method: str) -> tuple[int, list[tuple[str, str]]]:
    """Status and headers. To a POST it is always a 303, so that nothing is ever posted twice."""
    status = SEE_OTHER if method == "POST" else answer.status
    cache = CACHE_FOR_GOOD if status == FOR_GOOD else CACHE
    return status, [("Location", one_line(answer.url)), cache, REFERRER]


def one_line(url: str) -> str:
    """An address as a header can hold it: should one not be kept normalised, it may still not begin another header."""
    if url.isascii() and url.isprintable():
        return url
    return quote(url.encode("utf-8", "replace"), safe=f"{URL_SAFE}#")
