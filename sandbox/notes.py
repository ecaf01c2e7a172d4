"""Notes on a contact's timeline."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response

from sandbox import bodies, contacts, events
from sandbox.access import grant, needs
from sandbox.answers import bad_request, reply
from sandbox.contact_routes import done
from sandbox.ids import new_id, stamp
from sandbox.state import transaction

if TYPE_CHECKING:
    import sqlite3

blueprint = Blueprint("notes", __name__)
NOTE: Final[dict[str, bodies.Check]] = {
    "body": bodies.text,
    "userId": bodies.text,
    "title": bodies.text,
    "color": bodies.text,
    "pinned": bodies.flag,
}


@blueprint.get("/contacts/<contact_id>/notes")
@needs("contacts.readonly")
def listed(contact_id: str) -> Response:
    """A contact's notes, newest first."""
    with transaction() as db:
        contacts.find(db, contact_id)
        rows = db.execute("select body from notes where contact_id = ? order by seq desc", (contact_id,)).fetchall()
    return reply({"notes": [contacts.kept(row) for row in rows]})


@blueprint.post("/contacts/<contact_id>/notes")
@needs("contacts.write")
def create(contact_id: str) -> Response:
    """Write a note; the same one twice is two notes."""
    given = bodies.read(NOTE, ["body"])
    note = {"id": new_id(), "contactId": contact_id, "userId": grant().user_id, "dateAdded": stamp(), **given}
    with transaction() as db:
        contact = contacts.find(db, contact_id)
        db.execute(
            "insert into notes (id, contact_id, body) values (?, ?, ?)", (note["id"], contact_id, json.dumps(note))
        )
        events.note(db, "NoteCreate", contact["locationId"], note)
    return reply({"note": note}, 201)


@blueprint.get("/contacts/<contact_id>/notes/<note_id>")
@needs("contacts.readonly")
def get(contact_id: str, note_id: str) -> Response:
    """One note."""
    with transaction() as db:
        contacts.find(db, contact_id)
        return reply({"note": _find(db, contact_id, note_id)})


@blueprint.put("/contacts/<contact_id>/notes/<note_id>")
@needs("contacts.write")
def update(contact_id: str, note_id: str) -> Response:
    """Change a note."""
    given = bodies.read(NOTE)
    with transaction() as db:
        contact = contacts.find(db, contact_id)
        note = {**_find(db, contact_id, note_id), **given}
        db.execute("update notes set body = ? where id = ?", (json.dumps(note), note_id))
        events.note(db, "NoteUpdate", contact["locationId"], note)
    return reply({"note": note})


@blueprint.delete("/contacts/<contact_id>/notes/<note_id>")
@needs("contacts.write")
def delete(contact_id: str, note_id: str) -> Response:
    """Remove a note."""
    with transaction() as db:
        contact = contacts.find(db, contact_id)
        note = _find(db, contact_id, note_id)
        db.execute("delete from notes where id = ?", (note_id,))
        events.note(db, "NoteDelete", contact["locationId"], note)
    return reply(done())


def _find(db: sqlite3.Connection, contact_id: str, note_id: str) -> dict[str, Any]:
    row = db.execute("select body from notes where id = ? and contact_id = ?", (note_id, contact_id)).fetchone()
    if row is None:
        raise bad_request(f"Note with id {note_id} not found")
    return contacts.kept(row)
