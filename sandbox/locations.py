"""A company's locations: their profile, kept and shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, request

from sandbox.access import EITHER, grant, needs, reach
from sandbox.answers import bad_request, forbidden, reply
from sandbox.ids import new_id
from sandbox.state import transaction

if TYPE_CHECKING:
    import sqlite3

blueprint = Blueprint("locations", __name__)


@blueprint.get("/locations/<location_id>")
@needs("locations.readonly", EITHER)
def get(location_id: str) -> Response:
    """One location's profile, time zone included."""
    with transaction() as db:
        return reply({"location": json.loads(reach(db, location_id)["body"])})


@blueprint.get("/locations/search")
@needs("locations.readonly", EITHER)
def search() -> Response:
    """The company's locations, or the token's own one, by `skip`, `limit`, `order` and `email`."""
    asked = request.args
    if asked.get("companyId", grant().company_id) != grant().company_id:
        raise forbidden()
    with transaction() as db:
        rows = db.execute("select body from locations where company_id = ? order by rowid", (grant().company_id,))
        known = [json.loads(row["body"]) for row in rows]
    mine = [one for one in known if one["id"] == (grant().location_id or one["id"])]
    found = [one for one in mine if one["email"] == asked.get("email", one["email"])]
    skip, limit = asked.get("skip", 0, int), asked.get("limit", 10, int)
    return reply({"locations": found[:: -1 if asked.get("order") == "desc" else 1][skip:][:limit]})


def add(db: sqlite3.Connection, company_id: str, given: dict[str, Any]) -> dict[str, Any]:
    """A new location of a company: what was given over plausible defaults (api/locations.json)."""
    location = {
        "id": new_id(),
        "companyId": company_id,
        "name": "New account",
        "address": "1 Main Street",
        "city": "Austin",
        "state": "TX",
        "country": "US",
        "postalCode": "78701",
        "timezone": "America/Chicago",
        "email": "hello@example.com",
        "phone": "+15125550100",
        **{name: value for name, value in given.items() if name not in ("active", "allow_duplicates")},
        "settings": {
            "allowDuplicateContact": bool(given.get("allow_duplicates")),
            "allowDuplicateOpportunity": False,
            "allowFacebookNameMerge": False,
            "disableContactTimezone": False,
        },
    }
    db.execute(
        "insert into locations (id, company_id, active, body) values (?, ?, ?, ?)",
        (location["id"], company_id, int(given.get("active", True)), json.dumps(location)),
    )
    return location


def company_of(db: sqlite3.Connection, location_id: str) -> str:
    """The company that a location belongs to; raises 400 for an unknown one."""
    row = db.execute("select company_id from locations where id = ?", (location_id,)).fetchone()
    if row is None:
        raise bad_request(f"Location with id {location_id} not found")
    return str(row["company_id"])


def set_active(db: sqlite3.Connection, location_id: str, active: bool) -> None:  # noqa: FBT001 - the column's value
    """Pause or resume a location; a paused one's refresh tokens are refused, not spent."""
    db.execute("update locations set active = ? where id = ?", (int(active), location_id))


def is_active(db: sqlite3.Connection, location_id: str | None) -> bool:
    """Whether tokens may be had for it; a company (None) always may."""
    row = db.execute("select active from locations where id = ?", (location_id,)).fetchone()
    return row is None or bool(row["active"])
