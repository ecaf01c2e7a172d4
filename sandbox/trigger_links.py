"""The CRM's own trigger links of a location: listed, searched, and made by whoever seeds a world."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, request

from sandbox import bodies, contacts
from sandbox.access import needs, reach
from sandbox.answers import bad_request, reply
from sandbox.ids import new_id
from sandbox.state import transaction

if TYPE_CHECKING:
    import sqlite3

blueprint = Blueprint("trigger_links", __name__)
LINK: Final[dict[str, bodies.Check]] = dict.fromkeys(("id", "location_id", "name", "redirectTo"), bodies.text)
PAGE: Final = 20


@blueprint.get("/links/")
@needs("links.readonly")
def listed() -> Response:
    """All links of a location."""
    return reply({"links": _of(request.args.get("locationId", ""))})


@blueprint.get("/links/search")
@needs("links.readonly")
def search() -> Response:
    """A page of those whose name or address holds `query`, by `skip` and `limit`."""
    asked = request.args
    skip, limit = (_whole(asked.get(name, fallback)) for name, fallback in (("skip", "0"), ("limit", str(PAGE))))
    words = asked.get("query", "").lower()
    found = [one for one in _of(asked.get("locationId", "")) if words in f"{one['name']} {one['redirectTo']}".lower()]
    return reply({"links": found[skip : skip + limit]})


@blueprint.post("/_sandbox/trigger-links")
def seed() -> Response:
    """A fresh link of a location."""
    given = bodies.read(LINK, ["location_id", "name"])
    with transaction() as db:
        return reply({"link": add(db, given.pop("location_id"), given)}, 201)


def add(db: sqlite3.Connection, location_id: str, given: dict[str, Any]) -> dict[str, Any]:
    """A link of a location, as the CRM keeps it."""
    link_id = given.get("id") or new_id()
    body = {"redirectTo": "", **given, "id": link_id, "fieldKey": f"{{{{trigger_link.{link_id}}}}}"}
    link = {**body, "locationId": location_id}
    db.execute(
        "insert into trigger_links (id, location_id, body) values (?, ?, ?)", (link_id, location_id, json.dumps(link))
    )
    return link


def _of(location_id: str) -> list[dict[str, Any]]:
    if not location_id:
        raise bad_request("locationId is required")
    with transaction() as db:
        reach(db, location_id)
        rows = db.execute("select body from trigger_links where location_id = ? order by seq", (location_id,))
        return [contacts.kept(row) for row in rows.fetchall()]


def _whole(text: str) -> int:
    if not text.isdecimal():
        raise bad_request("skip and limit must be numbers")
    return int(text)
