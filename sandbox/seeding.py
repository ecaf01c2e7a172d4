"""Fresh locations, contacts and workflows for whoever asks: how a test gets a world of its own cheaply."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from flask import Blueprint, Response

from sandbox import bodies, contacts, installs, locations, seed
from sandbox.answers import bad_request, reply
from sandbox.state import transaction

if TYPE_CHECKING:
    import sqlite3

blueprint = Blueprint("seeding", __name__, url_prefix="/_sandbox")
LOCATION: Final[dict[str, bodies.Check]] = {
    **dict.fromkeys(("id", "name", "timezone", "city", "state", "country", "email", "company_id"), bodies.text),
    "allow_duplicates": bodies.flag,
    "active": bodies.flag,
}


@blueprint.post("/locations")
def add_location() -> Response:
    """A fresh location; `company_id` is the seeded company's unless given, and comes to life if unknown."""
    given = bodies.read(LOCATION)
    company_id = given.pop("company_id", seed.COMPANY["id"])
    with transaction() as db:
        company = {**seed.COMPANY, "id": company_id}
        db.execute("insert or ignore into companies values (?, ?)", (company_id, json.dumps(company)))
        location = locations.add(db, company_id, given)
        installs.install_in_new(db, company_id, location["id"])
    return reply({"location": location}, 201)


@blueprint.post("/contacts")
def add_contacts() -> Response:
    """Fresh contacts, one as the body or many in `contacts`: the fields of the API plus `location_id` and `id`."""
    body = bodies.json_object()
    many = body.get("contacts", [body])
    with transaction() as db:
        made = [contacts.seen(_add_contact(db, dict(one))) for one in many]
    return reply({"contacts": made} if "contacts" in body else {"contact": made[0]}, 201)


def _add_contact(db: sqlite3.Connection, given: dict[str, Any]) -> dict[str, Any]:
    location_id = given.pop("location_id", None) or given.pop("locationId", None) or seed.FITNESS
    locations.company_of(db, location_id)
    return contacts.add(db, location_id, given, given.pop("id", ""))


@blueprint.get("/locations/<location_id>/contacts")
def list_contacts(location_id: str) -> Response:
    """All of a location's contacts, in the order of their making."""
    with transaction() as db:
        rows = db.execute("select body from contacts where location_id = ? order by seq", (location_id,)).fetchall()
    return reply({"contacts": [contacts.seen(contacts.kept(row)) for row in rows]})


@blueprint.get("/contacts/<contact_id>")
def get_contact(contact_id: str) -> Response:
    """A contact with its notes and workflows, whoever asks."""
    with transaction() as db:
        row = db.execute("select body from contacts where id = ?", (contact_id,)).fetchone()
        notes = db.execute("select body from notes where contact_id = ? order by seq", (contact_id,)).fetchall()
        flows = db.execute("select workflow_id from enrolments where contact_id = ?", (contact_id,)).fetchall()
    if row is None:
        raise bad_request(f"Contact with id {contact_id} not found")
    known = {"notes": [contacts.kept(one) for one in notes], "workflows": [one["workflow_id"] for one in flows]}
    return reply({"contact": contacts.seen(contacts.kept(row)), **known})


@blueprint.post("/workflows")
def add_workflow() -> Response:
    """A fresh workflow of a location."""
    checks = {"location_id": bodies.text, "name": bodies.text, "id": bodies.text}
    given = bodies.read(checks, ["location_id", "name"])
    location_id = given.pop("location_id")
    with transaction() as db:
        return reply({"workflow": seed.add_workflow(db, {**given, "locationId": location_id})}, 201)
