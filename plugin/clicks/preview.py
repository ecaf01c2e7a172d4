"""What apps show of a link where it is posted, as its owner worded it; nothing of where it leads."""

from __future__ import annotations

from flask import Response, make_response, render_template
from werkzeug.exceptions import NotFound

from plugin.clicks.showing import Showing


def show_preview(showing: Showing) -> Response:
    """A page of nothing but what link previewers read (Open Graph, and X's own names where these differ)."""
    if showing.live is None or showing.live.preview is None:
        raise NotFound
    body = render_template("clicks/preview.html", preview=showing.live.preview, brand=showing.brand)
    answer = make_response(body, showing.page.status)
    answer.headers["Content-Security-Policy"] = "default-src 'none'; base-uri 'none'; form-action 'none'"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer
