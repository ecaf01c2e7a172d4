"""Tags put on contacts and taken off them: the calls that add and take away, and replace nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response

from sandbox import bodies, contacts, events, tags
from sandbox.access import needs, reach
from sandbox.answers import bad_request, reply, unprocessable
from sandbox.contact_routes import done
from sandbox.state import transaction

if TYPE_CHECKING:
    import sqlite3

blueprint = Blueprint("contact_tags", __name__)
WANTED: Final[dict[str, bodies.Check]] = {"tags": bodies.filled_texts}
BULK: Final[dict[str, bodies.Check]] = {
    "contacts": bodies.filled_texts,
    "tags": bodies.texts,
    "locationId": bodies.text,
    "removeAllTags": bodies.flag,
}


@blueprint.post("/contacts/<contact_id>/tags")
@needs("contacts.write")
def add(contact_id: str) -> Response:
    """Put tags on a contact; those it has stay as they are."""
    wanted = bodies.read(WANTED, ["tags"])["tags"]
    with transaction() as db:
        contact = contacts.find(db, contact_id)
        names = tags.known(db, contact["locationId"], wanted)
        fresh = [name for name in names if name not in contact["tags"]]
        _save(db, contact, contact["tags"] + fresh)
    return reply({"tags": contact["tags"], "tagsAdded": fresh}, 201)


@blueprint.delete("/contacts/<contact_id>/tags")
@needs("contacts.write")
def remove(contact_id: str) -> Response:
    """Take tags off a contact; the names come in the body."""
    wanted = [name.strip().lower() for name in bodies.read(WANTED, ["tags"])["tags"]]
    with transaction() as db:
        contact = contacts.find(db, contact_id)
        gone = [name for name in contact["tags"] if name in wanted]
        _save(db, contact, [name for name in contact["tags"] if name not in wanted])
    return reply({"tags": contact["tags"], "tagsRemoved": gone})


def _save(db: sqlite3.Connection, contact: dict[str, Any], names: list[str]) -> None:
    if names != contact["tags"]:
        contact["tags"] = names
        contacts.save(db, contact)
        events.contact(db, "ContactTagUpdate", contacts.seen(contact))


@blueprint.post("/contacts/bulk/tags/update/<way>")
@needs("contacts.write")
def bulk(way: str) -> Response:
    """Add tags to many contacts or take them off; one that is not there is counted as an error."""
    if way not in ("add", "remove"):
        raise bad_request(f"Cannot {way} tags")
    given = bodies.read(BULK, ["contacts", "locationId"])
    if not given.get("tags") and not given.get("removeAllTags"):
        raise unprocessable("tags should not be empty")
    with transaction() as db:
        reach(db, given["locationId"])
        done_to = [one for one in given["contacts"] if _bulk_one(db, one, way, given)]
    missed = len(given["contacts"]) - len(done_to)
    return reply(done(errorCount=missed, responses=done_to), 201)


def _bulk_one(db: sqlite3.Connection, contact_id: str, way: str, given: dict[str, Any]) -> bool:
    row = db.execute(
        "select body from contacts where id = ? and location_id = ?", (contact_id, given["locationId"])
    ).fetchone()
    if row is None:
        return False
    contact = contacts.kept(row)
    names = tags.known(db, contact["locationId"], given.get("tags", []))
    kept = [] if given.get("removeAllTags") else [one for one in contact["tags"] if one not in names or way == "add"]
    _save(db, contact, kept + [one for one in names if way == "add" and one not in kept])
    return True
