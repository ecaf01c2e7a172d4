"""The dashboard's page and its files: one HTML that is never kept, hashed assets that always are, and a strict CSP."""

from __future__ import annotations

import re
import secrets
from pathlib import Path
from typing import Final

from flask import Blueprint, Response, request, send_from_directory

from plugin import db
from plugin.embed.frame import frame_ancestors

door = Blueprint("page", __name__)
DIST: Final = Path(__file__).resolve().parent.parent / "frontend" / "dist"
MARKER: Final = "__CSP_NONCE__"
BARE_TAG: Final = re.compile(
    r"""<(?:script|style|link(?=[^>]*\brel=["']?stylesheet))\b(?![^>]*\bnonce=)""", re.IGNORECASE
)
CSP: Final = (
    "default-src 'none'; script-src 'self' 'nonce-{nonce}'; style-src 'self' 'nonce-{nonce}'; "
    "img-src 'self' data:; font-src 'self'; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors {ancestors}"
)
# For whatever this origin answers. No X-Frame-Options: it cannot name the CRM's hosts, frame-ancestors does.
HEADERS: Final = {
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
}
NOT_BUILT: Final = (
    '<!doctype html><html lang="en"><meta charset="utf-8"><title>Smart Links</title>'
    "<p>The dashboard has not been built yet. Run <code>make front</code>, then reload this page.</p></html>"
)


@door.get("/")
def index() -> Response:
    """The dashboard."""
    nonce = secrets.token_urlsafe(16)
    answer = Response(page(DIST / "index.html", nonce), content_type="text/html; charset=utf-8")
    ancestors = frame_ancestors(db.settings().crm_hosts, request.headers.get("Referer", ""))
    answer.headers["Content-Security-Policy"] = CSP.format(nonce=nonce, ancestors=ancestors)
    return answer


def page(file: Path, nonce: str) -> str:
    """The built HTML with this answer's nonce in every tag that needs one; without a build, what to do about it."""
    if not file.is_file():
        return NOT_BUILT
    html = file.read_text(encoding="utf-8").replace(MARKER, nonce)
    return BARE_TAG.sub(lambda tag: f'{tag[0]} nonce="{nonce}"', html)


@door.get("/assets/<path:name>")
def asset(name: str) -> Response:
    """A file whose name changes with its content."""
    answer = send_from_directory(DIST / "assets", name)
    answer.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return answer


@door.after_app_request
def guard(answer: Response) -> Response:
    """Put this origin's headers on every answer that does not say otherwise itself."""
    for name, value in HEADERS.items():
        answer.headers.setdefault(name, value)
    return answer
