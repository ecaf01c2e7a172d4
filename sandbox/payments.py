"""How an installation's payments stand: nobody pays here, a test or a person says so."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from flask import Blueprint, Response

from sandbox import bodies, events, installs, tokens
from sandbox.answers import bad_request, reply
from sandbox.state import here, transaction

if TYPE_CHECKING:
    import sqlite3

blueprint = Blueprint("payments", __name__, url_prefix="/_sandbox")
STATUSES: Final = ("COMPLETE", "FAILED", "PENDING")


@blueprint.post("/installs/payment")
def change() -> Response:
    """A payment of `resource` is now COMPLETE, FAILED or PENDING, and was what `previous` says, else COMPLETE."""
    given = bodies.read(
        {"resource": bodies.text, "status": bodies.text, "previous": bodies.text}, ["resource", "status"]
    )
    with transaction() as db:
        tell(db, given["resource"], given["status"], given.get("previous", "COMPLETE"))
    return reply({"ok": True})


def tell(db: sqlite3.Connection, resource: str, status: str, previous: str) -> None:
    """Tell the app of a payment; raises 400 where it is not installed or the status is none."""
    row = installs.find(db, resource)
    if row is None or not {status, previous} <= {*STATUSES}:
        raise bad_request("The app is not installed there, or the status is none of the CRM's.")
    grant = tokens.Grant(
        here().config.app_id, row["company_id"], row["location_id"] or None, "", str(row["plan_id"]), ()
    )
    events.paid(db, grant, previous, status)
