"""The door to an account's leads: visitors who told us who they are."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from plugin.embed.access import Staff, staff_only
from plugin.leads import verbs
from plugin.leads.schemas import LeadPageSchema, LeadQuerySchema
from plugin.tenancy import tenant

blp = Blueprint("leads", __name__, url_prefix="/api/leads", description="Visitors who told us who they are")


@blp.get("")
@staff_only
@blp.arguments(LeadQuerySchema, location="query")
@blp.response(200, LeadPageSchema)
def list_(staff: Staff, query: dict[str, Any]) -> dict[str, Any]:
    """The account's leads, the newest first, by cursor; `link_id` narrows to one link's."""
    with tenant(staff.location_id) as db:
        return verbs.list_(db, **query)
