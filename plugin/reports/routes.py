"""The door to an account's reports."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask_smorest import Blueprint

from plugin.embed.access import Staff, staff_only
from plugin.reports.report import report
from plugin.reports.schemas import ReportQuerySchema, ReportSchema
from plugin.tenancy import tenant

blp = Blueprint("reports", __name__, url_prefix="/api/reports", description="What is asked of clicks")


@blp.get("")
@staff_only
@blp.arguments(ReportQuerySchema, location="query")
@blp.response(200, ReportSchema)
def answer(staff: Staff, query: dict[str, Any]) -> dict[str, Any]:
    """Answers about the account's clicks, or those of a link, a campaign or a tag."""
    with tenant(staff.location_id) as db:
        return report(db, query["questions"].split(","), query, datetime.now(UTC))
