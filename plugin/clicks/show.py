"""A page of ours as an answer: in its tenant's colours and its reader's language, with nothing from elsewhere."""

from __future__ import annotations

import secrets
from typing import Any, Final
from urllib.parse import quote

from flask import Response, current_app, make_response, render_template, request

from plugin.clicks.palette import shades
from plugin.clicks.terms import Brand
from plugin.clicks.words import words_for

# What follows a form may lead anywhere: some browsers hold the redirects after it against this too.
FORM: Final = "form-action 'self' https: http:"
NO_FORM: Final = "form-action 'none'"
POLICY: Final = (
    "default-src 'none'; style-src 'nonce-{nonce}'; img-src {images}; base-uri 'none'; {form}; frame-ancestors 'none'"
)
SCRIPT: Final = "; script-src 'nonce-{nonce}'{hosts}; connect-src{hosts}"
FORMS: Final = ("password", "lead")


def show(
    kind: str, status: int, brand: Brand, *, retry_s: int = 0, hosts: tuple[str, ...] = (), **told: Any
) -> Response:
    """The page `kind`: no script, no cookie, no picture but the tenant's own logo; `told` is what it has to say.

    Only where there are `hosts` may a script of the page run, and load from these and tell these.
    """
    nonce = secrets.token_urlsafe(12)
    words = words_for(request.headers.get("Accept-Language", "")[:256])
    looks = {"brand": brand, "light": shades(brand.primary, dark=False), "dark": shades(brand.primary, dark=True)}
    body = render_template(
        f"clicks/{kind}.html", kind=kind, words=words, nonce=nonce, report=_report(), **looks, **told
    )
    answer = make_response(body, status)
    images = " ".join((brand.logo_origin, *hosts)).strip() or "'none'"
    policy = POLICY.format(nonce=nonce, images=images, form=FORM if kind in FORMS else NO_FORM)
    if hosts:
        policy += SCRIPT.format(nonce=nonce, hosts=f" {' '.join(hosts)}")
    answer.headers["Content-Security-Policy"] = policy
    answer.headers["Content-Language"] = words.lang
    answer.headers["Cache-Control"] = "private, no-store"
    answer.headers["Referrer-Policy"] = "strict-origin"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["X-Robots-Tag"] = "noindex"
    if retry_s:
        answer.headers["Retry-After"] = str(retry_s)
    return answer


def _report() -> str:
    """Where a visitor may report this page, or nothing where nobody has said who reads such mail."""
    reader = current_app.extensions["smartlinks"].support_email
    return f"mailto:{quote(reader, safe='@')}?subject={quote(request.host + request.path)}" if reader else ""
