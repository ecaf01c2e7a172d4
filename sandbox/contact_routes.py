"""The contacts API: get, create, update, upsert, delete, and whether there is one like this already."""

from __future__ import annotations

from typing import Any, Final

from flask import Blueprint, Response, request

from sandbox import bodies, contacts
from sandbox.access import is_v3, needs, reach
from sandbox.answers import reply, unprocessable
from sandbox.state import transaction

blueprint = Blueprint("contacts", __name__)

UPDATE: Final[dict[str, bodies.Check]] = {
    **dict.fromkeys(
        ("firstName", "lastName", "name", "phone", "address1", "city", "state", "website", "timezone", "source",
         "assignedTo"),
        bodies.maybe_text,
    ),
    "email": bodies.email,
    "postalCode": bodies.text,
    "country": bodies.text,
    "dnd": bodies.flag,
    "dndSettings": bodies.dnd,
    "inboundDndSettings": bodies.dnd,
    "tags": bodies.texts,
    "customFields": bodies.things,
    "dateOfBirth": bodies.maybe_text,
}  # fmt: skip
CREATE: Final[dict[str, bodies.Check]] = {
    **UPDATE,
    "locationId": bodies.text,
    "gender": bodies.text,
    "companyName": bodies.maybe_text,
}
UPSERT: Final[dict[str, bodies.Check]] = {**CREATE, "createNewIfDuplicateAllowed": bodies.flag}


def done(**more: Any) -> dict[str, Any]:
    """The CRM's word for yes: misspelt before v3, both ways since."""
    return {**({"succeeded": True} if is_v3() else {}), "succeded": True, **more}


@blueprint.get("/contacts/<contact_id>")
@needs("contacts.readonly")
def get(contact_id: str) -> Response:
    """One contact."""
    with transaction() as db:
        return reply({"contact": contacts.seen(contacts.find(db, contact_id))})


@blueprint.post("/contacts/")
@needs("contacts.write")
def create() -> Response:
    """A new contact; 400 where the location has one like it."""
    given = bodies.read(CREATE, ["locationId"])
    with transaction() as db:
        contacts.refuse_duplicate(db, reach(db, given["locationId"]), given)
        return reply({"contact": contacts.seen(contacts.create(db, given["locationId"], given))}, 201)


@blueprint.put("/contacts/<contact_id>")
@needs("contacts.write")
def update(contact_id: str) -> Response:
    """Change a contact; its location is not among what may be sent."""
    given = bodies.read(UPDATE)
    with transaction() as db:
        contact = contacts.find(db, contact_id)
        contacts.refuse_duplicate(db, reach(db, contact["locationId"]), given, contact_id)
        return reply(done(contact=contacts.seen(contacts.update(db, contact, given))))


@blueprint.delete("/contacts/<contact_id>")
@needs("contacts.write")
def delete(contact_id: str) -> Response:
    """Remove a contact."""
    with transaction() as db:
        contacts.delete(db, contacts.find(db, contact_id))
    return reply(done())


@blueprint.post("/contacts/upsert")
@needs("contacts.write")
def upsert() -> Response:
    """Update the contact with this email, else this phone, else make one."""
    given = bodies.read(UPSERT, ["locationId"])
    with transaction() as db:
        location = reach(db, given["locationId"])
        found = contacts.duplicate(db, location["id"], given.get("email"), given.get("phone"))
        if given.get("createNewIfDuplicateAllowed") and contacts.allows_duplicates(location):
            found = None
        contact = contacts.update(db, found[0], given) if found else contacts.create(db, location["id"], given)
        return reply({"new": found is None, "contact": contacts.seen(contact)})


@blueprint.get("/contacts/search/duplicate")
@needs("contacts.readonly")
def duplicate() -> Response:
    """The contact with this email or number, or null."""
    location_id, asked = request.args.get("locationId", ""), request.args
    if not location_id:
        raise unprocessable("locationId should not be empty")
    with transaction() as db:
        reach(db, location_id)
        found = contacts.duplicate(db, location_id, asked.get("email"), asked.get("number"))
        return reply({"contact": contacts.seen(found[0]) if found else None})
