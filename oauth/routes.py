"""The doors of an install: off to the CRM's consent, and back from it with a code. Nobody is signed in here."""

from __future__ import annotations

import secrets
from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, Response, jsonify, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from oauth import companies, provider
from oauth.state import COOKIE, LIFE_S, check_state, new_state
from plugin import db
from plugin.embed import rate
from plugin.errors import SmartLinksError
from plugin.visitors.visitor import visitor_from_environ

door = Blueprint("oauth", __name__, url_prefix="/oauth", template_folder="templates")
CSP: Final = (
    "default-src 'none'; style-src 'nonce-{nonce}'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)


@door.get("/start")
def start() -> AnyResponse:
    """On to the CRM's account chooser."""
    settings, state = db.settings(), new_state()
    answer = redirect(provider.authorize_url(settings, state))
    answer.headers["Cache-Control"] = "no-store"
    # Lax, not Strict: the callback is a navigation from the CRM's site.
    secure = settings.app_url.startswith("https:")
    answer.set_cookie(COOKIE, state, LIFE_S, path=door.url_prefix, secure=secure, httponly=True, samesite="Lax")
    return answer


@door.get("/callback")
def callback() -> Response:
    """Exchange the code for tokens and bring the account, or the company with its accounts, to life."""
    # Each code costs a call to the CRM, and anybody may come here.
    rate.knock(visitor_from_environ(request.environ, db.settings().trusted_proxies).address)
    check_state(request.args.get("state"), request.cookies.get(COOKIE))
    grant = provider.exchange(db.settings(), provider.code_of(request.args), datetime.now(UTC))
    companies.accept(grant, datetime.now(UTC))
    answer = _page("oauth/ready.html", 200, crm_url=provider.crm_home(db.settings()))
    answer.delete_cookie(COOKIE, path=door.url_prefix)
    return answer


@door.errorhandler(SmartLinksError)
def refused(error: SmartLinksError) -> Response:
    """A page for people, JSON for programs."""
    if request.accept_mimetypes.best_match(("application/json", "text/html")) == "text/html":
        return _page("oauth/refused.html", error.status, error=error)
    answer = jsonify(error.as_json())
    answer.status_code = error.status
    return answer


def _page(template: str, status: int, **values: object) -> Response:
    nonce = secrets.token_urlsafe(16)
    answer = make_response(render_template(template, nonce=nonce, **values), status)
    answer.headers["Content-Security-Policy"] = CSP.format(nonce=nonce)
    answer.headers["Cache-Control"] = "no-store"
    return answer
