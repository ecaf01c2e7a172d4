"""Notes from outside the contract: as a user of the CRM would write them."""

from __future__ import annotations

import json

from flask import Blueprint, Response

from sandbox import bodies
from sandbox.answers import reply
from sandbox.ids import new_id, stamp
from sandbox.state import transaction

blueprint = Blueprint("note_seeding", __name__, url_prefix="/_sandbox/contacts/<contact_id>/notes")


@blueprint.post("")
def add(contact_id: str) -> Response:
    """A note that somebody else has written; the app does not hear of it."""
    note = {"id": new_id(), "contactId": contact_id, "dateAdded": stamp(), **bodies.read({"body": bodies.text})}
    with transaction() as db:
        db.execute(
            "insert into notes (id, contact_id, body) values (?, ?, ?)", (note["id"], contact_id, json.dumps(note))
        )
    return reply({"note": note}, 201)
