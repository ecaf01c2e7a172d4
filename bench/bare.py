"""The reference: a WSGI app that does nothing but answer 302."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

HEADERS = [
    ("Location", "https://destination.example/a/page?with=a&query=string"),
    ("Cache-Control", "private, no-store"),
    ("Content-Length", "0"),
]


def app(_environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """302, and nothing else."""
    start_response("302 Found", HEADERS)
    return ()
