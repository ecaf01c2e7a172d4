"""The door to imports."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask_smorest import Blueprint

from plugin.embed.access import Staff, staff_only
from plugin.links.imports import trigger_links
from plugin.links.imports.schemas import ImportInputSchema, ImportReportSchema
from plugin.links.imports.trigger_links import Report

blp = Blueprint("imports", __name__, url_prefix="/api/imports", description="Links made of what is elsewhere")


@blp.post("/trigger-links")
@staff_only
@blp.arguments(ImportInputSchema)
@blp.response(200, ImportReportSchema)
def import_trigger_links(staff: Staff, fields: dict[str, Any]) -> Report:
    """Make links of the CRM's own trigger links; those that were imported before are left as they are."""
    return trigger_links.import_all(staff.location_id, staff.user_id, fields["search"], datetime.now(UTC))
