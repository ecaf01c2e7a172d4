"""The page that looks like a CRM: it frames the app and tells it, when asked, who is looking."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, render_template, request

from sandbox import bodies, installs, sso
from sandbox.answers import reply
from sandbox.state import here, transaction

if TYPE_CHECKING:
    import sqlite3

blueprint = Blueprint("home", __name__)


@blueprint.get("/")
def home() -> Response:
    """The CRM as one user sees it in one account: with the app in it, or with a button that installs it."""
    with transaction() as db:
        users = [json.loads(row["body"]) for row in db.execute("select body from users order by rowid")]
        user = next((one for one in users if one["id"] == request.args.get("user")), users[0])
        places = _places(db, user)
        place = _chosen(user, places)
        installed = installs.find(db, place["id"] if place else user["companyId"]) is not None
    config = here().config
    page = render_template(
        "home.html",
        config=config,
        app_url=config.app_url.rstrip("/"),
        users=users,
        user=user,
        places=places,
        place=place,
        installed=installed,
    )
    return Response(page, headers={"Cache-Control": "no-store"})


@blueprint.get("/_sandbox/sso")
def payload() -> Response:
    """The encrypted blob for `?user=&location=`; without a location the user looks at the company."""
    user_id, location_id = request.args.get("user", ""), request.args.get("location") or None
    with transaction() as db:
        session = sso.session(db, user_id, location_id)
    return reply({"payload": sso.encrypt(_json(session), here().config.sso_key)})


@blueprint.post("/_sandbox/sso")
def any_payload() -> Response:
    """The blob of whatever `session` is given, under `key` where given: for what the CRM would never say."""
    given = bodies.read({"session": bodies.anything, "key": bodies.text}, ["session"])
    text = given["session"] if isinstance(given["session"], str) else _json(given["session"])
    return reply({"payload": sso.encrypt(text, given.get("key", here().config.sso_key))})


def _json(value: Any) -> str:
    """As JSON.stringify writes it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _places(db: sqlite3.Connection, user: dict[str, Any]) -> list[dict[str, Any]]:
    rows = {row["id"]: json.loads(row["body"]) for row in db.execute("select id, body from locations order by rowid")}
    return [rows[one] for one in sso.places(db, user)]


def _chosen(user: dict[str, Any], places: list[dict[str, Any]]) -> dict[str, Any] | None:
    """The account asked for, else the user's first; the company itself is `location=company`, for its people only."""
    wanted = request.args.get("location")
    if wanted == "company" and user["type"] == "agency":
        return None
    return next((one for one in places if one["id"] == wanted), places[0])
