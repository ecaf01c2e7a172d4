"""The doors to an account's runs, what its clicks did in the CRM, and to whom it forgets."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask_smorest import Blueprint

from plugin.automations import find, forget_contact, retry
from plugin.automations.schemas import RetriedSchema, RetrySchema, RunPageSchema, RunQuerySchema, RunSchema
from plugin.embed.access import Staff, staff_only
from plugin.fields import ID
from plugin.tenancy import tenant

blp = Blueprint("runs", __name__, url_prefix="/api/runs", description="What clicks did in the CRM")
people = Blueprint("contacts", __name__, url_prefix="/api/contacts", description="The CRM's contacts")


@blp.get("")
@staff_only
@blp.arguments(RunQuerySchema, location="query")
@blp.response(200, RunPageSchema)
def list_(staff: Staff, query: dict[str, Any]) -> dict[str, Any]:
    """The account's runs, the newest first, by cursor."""
    with tenant(staff.location_id) as db:
        return find.list_(db, find.Query(**query))


@blp.post("/retry")
@staff_only
@blp.arguments(RetrySchema)
@blp.response(200, RetriedSchema)
def retry_all(staff: Staff, which: dict[str, Any]) -> dict[str, int]:
    """Do again what failed."""
    with tenant(staff.location_id) as db:
        return {"retried": retry.all_(db, **which)}


@blp.post(f"/<{ID}:run_id>/retry")
@staff_only
@blp.response(200, RunSchema)
def retry_one(staff: Staff, run_id: int) -> find.RunShown:
    """Do one run again that failed, ended, or of which nobody knows whether it was done."""
    with tenant(staff.location_id) as db:
        return retry.one(db, run_id)


@people.post("/<string(minlength=1,maxlength=64):contact_id>/erase")
@staff_only(role="admin")
@people.response(204)
def erase(staff: Staff, contact_id: str) -> None:
    """Erase a contact here for good: nothing names them any more, nor will later clicks; in the CRM they stay."""
    forget_contact.erase(staff.location_id, contact_id, datetime.now(UTC))
