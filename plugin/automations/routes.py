"""The door to an account's runs: what its clicks did in the CRM."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from plugin.automations import find
from plugin.automations.schemas import RunPageSchema, RunQuerySchema
from plugin.embed.access import Staff, staff_only
from plugin.tenancy import tenant

blp = Blueprint("runs", __name__, url_prefix="/api/runs", description="What clicks did in the CRM")


@blp.get("")
@staff_only
@blp.arguments(RunQuerySchema, location="query")
@blp.response(200, RunPageSchema)
def list_(staff: Staff, query: dict[str, Any]) -> dict[str, Any]:
    """The account's runs, the newest first, by cursor."""
    with tenant(staff.location_id) as db:
        return find.list_(db, find.Query(**query))
