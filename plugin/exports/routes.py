"""The doors to an account's exports: ask for one, see how far it is, fetch its file."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from flask import Response
from flask_smorest import Blueprint

from plugin.embed.access import Staff, staff_only
from plugin.exports import send, verbs
from plugin.exports.schemas import (
    ExportPageSchema,
    ExportQuerySchema,
    ExportSchema,
    NewExportSchema,
    ReportFileQuerySchema,
)
from plugin.fields import ID
from plugin.tenancy import reading, tenant

blp = Blueprint("exports", __name__, url_prefix="/api/exports", description="Clicks and reports as files of CSV")
FILE: Final = {"type": "string", "format": "binary"}


@blp.post("")
@staff_only
@blp.arguments(NewExportSchema)
@blp.response(202, ExportSchema)
def create(staff: Staff, wanted: dict[str, Any]) -> verbs.ExportShown:
    """Ask for a file; a worker makes it."""
    with tenant(staff.location_id) as db:
        return verbs.ask(db, wanted, datetime.now(UTC))


@blp.get("")
@staff_only
@blp.arguments(ExportQuerySchema, location="query")
@blp.response(200, ExportPageSchema)
def list_(staff: Staff, query: dict[str, Any]) -> dict[str, Any]:
    """The account's exports, the newest first, by cursor."""
    with tenant(staff.location_id) as db:
        return verbs.list_(db, query["cursor"], query["limit"])


@blp.get("/report.csv")
@staff_only
@blp.arguments(ReportFileQuerySchema, location="query")
@blp.response(200, FILE, content_type="text/csv")
def report(staff: Staff, query: dict[str, Any]) -> Response:
    """The answer to one question as a file, at once."""
    with reading(staff.location_id) as db:
        return send.csv_answer(*verbs.report_file(db, query, datetime.now(UTC)))


@blp.get(f"/<{ID}:export_id>")
@staff_only
@blp.response(200, ExportSchema)
def get(staff: Staff, export_id: int) -> verbs.ExportShown:
    """One export, and how far it is."""
    with tenant(staff.location_id) as db:
        return verbs.get(db, export_id)


@blp.get(f"/<{ID}:export_id>/file")
@staff_only
@blp.response(200, FILE, content_type="text/csv")
def file(staff: Staff, export_id: int) -> Response:
    """The file of a finished export, for a day, as often as it is asked for."""
    with tenant(staff.location_id) as db:
        found = verbs.file(db, export_id, datetime.now(UTC))
    return send.answer_with(staff.location_id, found)


@blp.delete(f"/<{ID}:export_id>")
@staff_only
@blp.response(204)
def remove(staff: Staff, export_id: int) -> None:
    """Remove an export and its file."""
    with tenant(staff.location_id) as db:
        verbs.remove(db, export_id)
