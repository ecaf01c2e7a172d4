"""A location's workflows: listed, and contacts put into them and taken out."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response, request

from sandbox import bodies, contacts
from sandbox.access import needs, reach
from sandbox.answers import bad_request, reply, unprocessable
from sandbox.contact_routes import done
from sandbox.state import transaction

if TYPE_CHECKING:
    import sqlite3

blueprint = Blueprint("workflows", __name__)
START: Final[dict[str, bodies.Check]] = {"eventStartTime": bodies.text}


@blueprint.get("/workflows/")
@needs("workflows.readonly")
def listed() -> Response:
    """The workflows of a location."""
    location_id = request.args.get("locationId", "")
    if not location_id:
        raise unprocessable("locationId must be a string", "locationId should not be empty")
    with transaction() as db:
        reach(db, location_id)
        rows = db.execute("select body from workflows where location_id = ? order by seq", (location_id,)).fetchall()
    return reply({"workflows": [contacts.kept(row) for row in rows]})


@blueprint.post("/contacts/<contact_id>/workflow/<workflow_id>")
@needs("contacts.write")
def enrol(contact_id: str, workflow_id: str) -> Response:
    """Put a contact into a workflow."""
    bodies.read(START)
    with transaction() as db:
        _check(db, contact_id, workflow_id)
        db.execute("insert or ignore into enrolments values (?, ?)", (contact_id, workflow_id))
    return reply(done())


@blueprint.delete("/contacts/<contact_id>/workflow/<workflow_id>")
@needs("contacts.write")
def remove(contact_id: str, workflow_id: str) -> Response:
    """Take a contact out of a workflow."""
    bodies.read(START)
    with transaction() as db:
        _check(db, contact_id, workflow_id)
        db.execute("delete from enrolments where contact_id = ? and workflow_id = ?", (contact_id, workflow_id))
    return reply(done())


def _check(db: sqlite3.Connection, contact_id: str, workflow_id: str) -> None:
    """Raises 400 where either is unknown or the two are of different locations."""
    location_id = contacts.find(db, contact_id)["locationId"]
    row = db.execute("select 1 from workflows where id = ? and location_id = ?", (workflow_id, location_id)).fetchone()
    if row is None:
        raise bad_request(f"Workflow with id {workflow_id} not found")
