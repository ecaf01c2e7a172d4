"""Custom fields of a location's contacts."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response, request

from sandbox import bodies, contacts
from sandbox.access import needs, reach
from sandbox.answers import bad_request, reply
from sandbox.contact_routes import done
from sandbox.ids import new_id
from sandbox.state import transaction

if TYPE_CHECKING:
    import sqlite3

blueprint = Blueprint("fields", __name__)
FIELD: Final[dict[str, bodies.Check]] = {
    "name": bodies.text,
    "dataType": bodies.text,
    "placeholder": bodies.text,
    "acceptedFormat": bodies.anything,
    "isMultipleFile": bodies.flag,
    "maxNumberOfFiles": bodies.number,
    "textBoxListOptions": bodies.listing,
    "options": bodies.texts,
    "position": bodies.number,
    "model": bodies.one_of("contact", "opportunity"),
}


@blueprint.get("/locations/<location_id>/customFields")
@needs("locations/customFields.readonly")
def listed(location_id: str) -> Response:
    """The location's fields, those of one `model` where asked."""
    model = request.args.get("model", "all")
    with transaction() as db:
        reach(db, location_id)
        rows = db.execute("select body from fields where location_id = ? order by seq", (location_id,)).fetchall()
    known = [contacts.kept(row) for row in rows]
    return reply({"customFields": [one for one in known if model in ("all", one["model"])]})


@blueprint.post("/locations/<location_id>/customFields")
@needs("locations/customFields.write")
def create(location_id: str) -> Response:
    """A new field; its key is made of its name."""
    given = bodies.read(FIELD, ["name", "dataType"])
    with transaction() as db:
        reach(db, location_id)
        return reply({"customField": add(db, location_id, given)}, 201)


def add(db: sqlite3.Connection, location_id: str, given: dict[str, Any]) -> dict[str, Any]:
    """The new field, kept; raises 400 where the location has one of the same key."""
    field = _field(location_id, given)
    rows = db.execute("select body from fields where location_id = ?", (location_id,))
    if field["fieldKey"] in [contacts.kept(row)["fieldKey"] for row in rows]:
        raise bad_request(f"{field['fieldKey']} is already exists")
    db.execute(
        "insert into fields (id, location_id, body) values (?, ?, ?)", (field["id"], location_id, json.dumps(field))
    )
    return field


@blueprint.get("/locations/<location_id>/customFields/<field_id>")
@needs("locations/customFields.readonly")
def get(location_id: str, field_id: str) -> Response:
    """One field."""
    with transaction() as db:
        return reply({"customField": _find(db, location_id, field_id)})


@blueprint.put("/locations/<location_id>/customFields/<field_id>")
@needs("locations/customFields.write")
def update(location_id: str, field_id: str) -> Response:
    """Another name or placeholder; the key and the type stay."""
    given = bodies.read({name: check for name, check in FIELD.items() if name != "dataType"}, ["name"])
    changes: dict[str, Any] = {name: given[name] for name in ("name", "placeholder", "position") if name in given}
    with transaction() as db:
        field = _find(db, location_id, field_id) | changes
        db.execute("update fields set body = ? where id = ?", (json.dumps(field), field_id))
    return reply({"customField": field})


@blueprint.delete("/locations/<location_id>/customFields/<field_id>")
@needs("locations/customFields.write")
def delete(location_id: str, field_id: str) -> Response:
    """Remove a field; contacts keep what they had in it."""
    with transaction() as db:
        _find(db, location_id, field_id)
        db.execute("delete from fields where id = ?", (field_id,))
    return reply(done())


def _find(db: sqlite3.Connection, location_id: str, field_id: str) -> dict[str, Any]:
    reach(db, location_id)
    row = db.execute("select body from fields where id = ? and location_id = ?", (field_id, location_id)).fetchone()
    if row is None:
        raise bad_request(f"Custom field with id {field_id} not found")
    return contacts.kept(row)


def _field(location_id: str, given: dict[str, Any]) -> dict[str, Any]:
    model = given.get("model", "contact")
    known = {
        "id": new_id(),
        "name": given["name"],
        "fieldKey": f"{model}.{re.sub(r'[^a-z0-9]+', '_', given['name'].lower()).strip('_')}",
        "placeholder": given.get("placeholder", ""),
        "dataType": given["dataType"],
        "position": given.get("position", 0),
        "locationId": location_id,
        "model": model,
    }
    options = given.get("options")
    return {**known, "picklistOptions": options} if options else known
