"""A company's locations: their profile, kept and shown."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response

from sandbox.access import EITHER, needs, reach
from sandbox.answers import reply
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


def set_active(db: sqlite3.Connection, location_id: str, active: bool) -> None:  # noqa: FBT001 - the column's value
    """Pause or resume a location; a paused one's refresh tokens are refused, not spent."""
    db.execute("update locations set active = ? where id = ?", (int(active), location_id))


def is_active(db: sqlite3.Connection, location_id: str | None) -> bool:
    """Whether tokens may be had for it; a company (None) always may."""
    row = db.execute("select active from locations where id = ?", (location_id,)).fetchone()
    return row is None or bool(row["active"])
