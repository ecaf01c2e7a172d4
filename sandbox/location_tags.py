"""The location's own list of tags: read, added to, renamed, cut."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flask import Blueprint, Response

from sandbox import bodies, tags
from sandbox.access import needs, reach
from sandbox.answers import bad_request, reply
from sandbox.contact_routes import done
from sandbox.state import transaction

if TYPE_CHECKING:
    import sqlite3

blueprint = Blueprint("location_tags", __name__)


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
    name = _name()
    with transaction() as db:
        reach(db, location_id)
        _refuse_known(db, location_id, name)
        tags.known(db, location_id, [name])
        row = db.execute("select * from tags where location_id = ? and name = ?", (location_id, name)).fetchone()
    return reply({"tag": _seen(row)})


@blueprint.get("/locations/<location_id>/tags/<tag_id>")
@needs("locations/tags.readonly")
def get(location_id: str, tag_id: str) -> Response:
    """One tag."""
    with transaction() as db:
        return reply({"tag": _seen(_find(db, location_id, tag_id))})


@blueprint.put("/locations/<location_id>/tags/<tag_id>")
@needs("locations/tags.write")
def update(location_id: str, tag_id: str) -> Response:
    """Rename a tag in the list; contacts keep the name they wear."""
    name = _name()
    with transaction() as db:
        _find(db, location_id, tag_id)
        _refuse_known(db, location_id, name)
        db.execute("update tags set name = ? where id = ?", (name, tag_id))
        return reply({"tag": _seen(_find(db, location_id, tag_id))})


@blueprint.delete("/locations/<location_id>/tags/<tag_id>")
@needs("locations/tags.write")
def delete(location_id: str, tag_id: str) -> Response:
    """Strike a tag from the list."""
    with transaction() as db:
        _find(db, location_id, tag_id)
        db.execute("delete from tags where id = ?", (tag_id,))
    return reply(done())


def _name() -> str:
    return str(bodies.read({"name": bodies.text}, ["name"])["name"]).strip().lower()


def _refuse_known(db: sqlite3.Connection, location_id: str, name: str) -> None:
    if db.execute("select 1 from tags where location_id = ? and name = ?", (location_id, name)).fetchone():
        raise bad_request("The tag name is already exist.")


def _find(db: sqlite3.Connection, location_id: str, tag_id: str) -> sqlite3.Row:
    """Raises 400 where the location has no such tag, 403 where the token has no such location."""
    reach(db, location_id)
    row: sqlite3.Row | None = db.execute(
        "select * from tags where id = ? and location_id = ?", (tag_id, location_id)
    ).fetchone()
    if row is None:
        raise bad_request(f"Tag with id {tag_id} not found")
    return row


def _seen(row: sqlite3.Row) -> dict[str, str]:
    return {"id": row["id"], "name": row["name"], "locationId": row["location_id"]}
