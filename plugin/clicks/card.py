"""A contact card as an answer: phones open Add to Contacts, computers keep a file."""

from __future__ import annotations

from urllib.parse import quote

from flask import Response

from plugin.clicks.showing import Showing
from plugin.links.kinds import vcard


def hand_over(showing: Showing) -> Response:
    """The card, by the name of whom it shows; inline, for as a download a phone would file it away."""
    card = (showing.live.content if showing.live else None) or {}
    answer = Response(vcard.draw(card), content_type="text/vcard; charset=utf-8")
    name = quote(f"{vcard.called('', card)}.vcf", safe="")
    answer.headers["Content-Disposition"] = f"inline; filename=\"contact.vcf\"; filename*=UTF-8''{name}"
    answer.headers["Content-Security-Policy"] = "default-src 'none'"
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["X-Robots-Tag"] = "noindex"
    return answer
