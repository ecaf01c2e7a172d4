"""A location's custom fields from outside the contract: looked at, added and taken away as its users would."""

from __future__ import annotations

from flask import Blueprint, Response

from sandbox import bodies, contacts, fields
from sandbox.answers import reply
from sandbox.state import transaction

blueprint = Blueprint("field_seeding", __name__, url_prefix="/_sandbox/locations/<location_id>/fields")


@blueprint.get("")
def listed(location_id: str) -> Response:
    """All of them, in the order of their making."""
    with transaction() as db:
        rows = db.execute("select body from fields where location_id = ? order by seq", (location_id,)).fetchall()
    return reply({"fields": [contacts.kept(row) for row in rows]})


@blueprint.post("")
def add(location_id: str) -> Response:
    """A field that somebody else has made."""
    given = bodies.read(fields.FIELD, ["name", "dataType"])
    with transaction() as db:
        return reply({"field": fields.add(db, location_id, given)}, 201)


@blueprint.delete("/<field_id>")
def remove(location_id: str, field_id: str) -> Response:
    """Take a field away; what is written to it from now on is dropped without a word, and no contact shows it."""
    with transaction() as db:
        db.execute("delete from fields where id = ? and location_id = ?", (field_id, location_id))
    return reply({"ok": True})
