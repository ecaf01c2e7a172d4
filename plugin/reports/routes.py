"""The doors to an account's reports: what is counted, what is new, and what one contact did."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask_smorest import Blueprint
from marshmallow import RAISE

from plugin.embed.access import Staff, staff_only
from plugin.reports.history import history
from plugin.reports.live import Live, live
from plugin.reports.report import report
from plugin.reports.schemas import (
    HistoryQuerySchema,
    HistorySchema,
    LiveQuerySchema,
    LiveSchema,
    ReportQuerySchema,
    ReportSchema,
)
from plugin.tenancy import reading

blp = Blueprint("reports", __name__, url_prefix="/api/reports", description="What is asked of clicks")


@blp.get("")
@staff_only
@blp.arguments(ReportQuerySchema, location="query", unknown=RAISE)
@blp.response(200, ReportSchema)
def answer(staff: Staff, query: dict[str, Any]) -> dict[str, Any]:
    """Answers about the account's clicks, or those of a link, a campaign or a tag."""
    with reading(staff.location_id) as db:
        return report(db, query["questions"].split(","), query, datetime.now(UTC))


@blp.get("/live")
@staff_only
@blp.arguments(LiveQuerySchema, location="query")
@blp.response(200, LiveSchema)
def new(staff: Staff, query: dict[str, Any]) -> Live:
    """What came since the cursor of the last answer."""
    with reading(staff.location_id) as db:
        return live(db, query["cursor"], query["link_id"], datetime.now(UTC))


@blp.get("/contacts/<string(minlength=1,maxlength=60):contact_id>/clicks")
@staff_only
@blp.arguments(HistoryQuerySchema, location="query")
@blp.response(200, HistorySchema)
def clicks_of(staff: Staff, query: dict[str, Any], contact_id: str) -> dict[str, Any]:
    """A contact's own clicks, the newest first, by cursor."""
    with reading(staff.location_id) as db:
        return history(db, contact_id, query["cursor"], query["limit"], datetime.now(UTC))
