"""Tags as a location knows them: lower case, each once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from sandbox import bodies
from sandbox.access import needs, reach
from sandbox.answers import bad_request, reply
from sandbox.ids import new_id
from sandbox.state import transaction

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

blueprint = Blueprint("tags", __name__)


def known(db: sqlite3.Connection, location_id: str, names: Iterable[str]) -> list[str]:
    """The names as the CRM saves them: lower case, each once; new ones join the location's list."""
    lower = list(dict.fromkeys(name.strip().lower() for name in names if name.strip()))
    rows = [(new_id(), location_id, name) for name in lower]
    db.executemany("insert or ignore into tags (id, location_id, name) values (?, ?, ?)", rows)
    return lower


@blueprint.get("/locations/<location_id>/tags")
@needs("locations/tags.readonly")
def listed(location_id: str) -> Response:
    """Every tag the location knows."""
    with transaction() as db:
        reach(db, location_id)
        rows = db.execute("select * from tags where location_id = ? order by name", (location_id,)).fetchall()
    return reply({"tags": [_seen(row) for row in rows]})


@blueprint.post("/locations/<location_id>/tags")
@needs("locations/tags.write")
def create(location_id: str) -> Response:
    """Make a tag known before anyone wears it."""
    name = bodies.read({"name": bodies.text}, ["name"])["name"].strip().lower()
    with transaction() as db:
        reach(db, location_id)
        if db.execute("select 1 from tags where location_id = ? and name = ?", (location_id, name)).fetchone():
            raise bad_request("The tag name is already exist.")
        known(db, location_id, [name])
        row = db.execute("select * from tags where location_id = ? and name = ?", (location_id, name)).fetchone()
    return reply({"tag": _seen(row)})


def _seen(row: sqlite3.Row) -> dict[str, str]:
    return {"id": row["id"], "name": row["name"], "locationId": row["location_id"]}
