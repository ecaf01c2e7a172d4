"""The page where somebody chooses an account and agrees; it hands the app a code."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode, urlsplit

from flask import Blueprint, Response, redirect, render_template, request

from sandbox import installs, tokens
from sandbox.ids import new_code
from sandbox.state import here, transaction

if TYPE_CHECKING:
    import sqlite3

    from flask.typing import ResponseReturnValue

blueprint = Blueprint("consent", __name__)
CODE_SECONDS: Final = 600
ASKED: Final = ("response_type", "redirect_uri", "client_id", "scope", "state", "loginWindowOpenMode", "version_id")
LOOPBACK: Final = ("127.0.0.1", "localhost", "::1")


@blueprint.get("/v2/oauth/chooselocation")
@blueprint.get("/oauth/chooselocation")
def show() -> ResponseReturnValue:
    """The accounts to choose from, or what is wrong with the app's request."""
    asked = _asked()
    if fault := _fault(asked):
        return _page(asked, 400, fault=fault)
    return _page(asked, 200)


@blueprint.post("/v2/oauth/chooselocation")
@blueprint.post("/oauth/chooselocation")
def choose() -> ResponseReturnValue:
    """Agreed: install, and back to the app with a code; `location_id` empty means the whole company."""
    asked = _asked()
    if fault := _fault(asked):
        return _page(asked, 400, fault=fault)
    with transaction() as db:
        grant = _agreed(db, asked)
        code = issue_code(db, grant, asked["redirect_uri"]) if grant else None
    if code is None:
        return _page(asked, 400, fault="Choose an account from the list.")
    return redirect(_back(asked, code))


def issue_code(db: sqlite3.Connection, grant: tokens.Grant, redirect_uri: str) -> str:
    """A code for a grant: good once, for ten minutes."""
    code = new_code()
    row = (code, grant.as_json(), redirect_uri, time.time() + CODE_SECONDS)
    db.execute("insert into codes (code, grant_json, redirect_uri, expires_at) values (?, ?, ?, ?)", row)
    return code


def _asked() -> dict[str, str]:
    return {name: request.values[name] for name in ASKED if request.values.get(name)}


def _fault(asked: dict[str, str]) -> str | None:
    """What the CRM would not accept of an app's request, in words."""
    config, uri = here().config, asked.get("redirect_uri", "")
    faults = {
        "response_type must be code.": asked.get("response_type") != "code",
        "This app is not known here.": asked.get("client_id") != config.client_id,
        "The app asks for nothing: scope is missing.": not asked.get("scope", "").split(),
        "This redirect address is not registered for the app.": not (
            uri in config.registered_uris or urlsplit(uri).hostname in LOOPBACK
        ),
    }
    return next((words for words, wrong in faults.items() if wrong), None)


def _agreed(db: sqlite3.Connection, asked: dict[str, str]) -> tokens.Grant | None:
    """What was agreed to, installed; None where the choice names nothing we have."""
    scopes, location_id = tuple(asked["scope"].split()), request.form.get("location_id", "")
    row = db.execute("select id, company_id from locations where id = ?", (location_id,)).fetchone()
    if location_id and row is None:
        return None
    user = request.form.get("user_id") or _somebody(db)
    if row:
        grant = installs.agree(db, user, scopes, row["company_id"], row["id"])
        installs.install(db, grant, [row["id"]])
        return grant
    return _agreed_bulk(db, user, scopes)


def _agreed_bulk(db: sqlite3.Connection, user: str, scopes: tuple[str, ...]) -> tokens.Grant:
    """A company's consent, for the accounts ticked or for all; its token lists none of them."""
    company_id = (
        request.form.get("company_id") or db.execute("select id from companies order by rowid").fetchone()["id"]
    )
    known = [place["_id"] for place in installs.in_company(db, company_id)]
    chosen = [one for one in request.form.getlist("locations") if one in known] or known
    grant = installs.agree(db, user, scopes, company_id, None)
    grant = replace(grant, bulk=True, future=request.form.get("future") in ("1", "true", "on"))
    installs.install(db, grant, chosen)
    return grant


def _somebody(db: sqlite3.Connection) -> str:
    return str(db.execute("select id from users order by rowid").fetchone()["id"])


def _back(asked: dict[str, str], code: str) -> str:
    uri = asked["redirect_uri"]
    sent = {"code": code, **({"state": asked["state"]} if "state" in asked else {})}
    return f"{uri}{'&' if urlsplit(uri).query else '?'}{urlencode(sent)}"


def _page(asked: dict[str, str], status: int, **more: Any) -> Response:
    with transaction() as db:
        rows = db.execute("select body from locations order by rowid").fetchall()
    places = [json.loads(row["body"]) for row in rows]
    wanted = request.values.get("location_id", "")
    known = {"app_name": here().config.app_name, "scopes": asked.get("scope", "").split()}
    page = render_template("consent.html", asked=asked, places=places, wanted=wanted, **known, **more)
    return Response(page, status, {"Cache-Control": "no-store"})
