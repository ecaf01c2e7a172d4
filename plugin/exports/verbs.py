"""What staff do with exports: ask for one, see how far it is, fetch it, remove it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from plugin import jobs
from plugin.errors import Conflict, NotFound, RateLimited
from plugin.exports.cells import BOM, Cell, lines
from plugin.exports.models import DONE, FAILED, UNFINISHED, Export
from plugin.exports.tables import table_of
from plugin.locations.models import Terms
from plugin.paging import Order, read_page
from plugin.plans.limits import require_feature
from plugin.reports.reading import read_asked
from plugin.reports.report import report
from plugin.reports.schemas import AskedSchema
from plugin.tenancy import location_of

KEPT: Final = timedelta(days=1)
MOST_AT_ONCE: Final = 2
MOST_KEPT: Final = 20
ERASED: Final = text("SELECT coalesce(sum(times), 0) FROM erased_contacts")


@dataclass(frozen=True, slots=True)
class ExportShown:
    """An export as staff see it: `done` of `total` clicks are looked at, `rows` written, `size` in bytes."""

    id: int
    what: str
    name: str
    state: str
    reason_code: str | None
    reason: str | None
    done: int
    total: int | None
    rows: int
    size: int
    created_at: datetime
    finished_at: datetime | None
    expires_at: datetime


SHOWN: Final = tuple(getattr(Export, field.name) for field in fields(ExportShown))


@dataclass(frozen=True, slots=True)
class File:
    """A finished export: its name, its length in bytes, and of how many pieces it is made."""

    export_id: int
    name: str
    size: int
    pieces: int


def ask(db: Session, wanted: Mapping[str, Any], now: datetime) -> ExportShown:
    """Have a file made by a worker. `wanted` is what NewExportSchema reads.

    Raises PlanRefusal, RateLimited `too_many_exports`, and what `plugin.reports.reading.read_asked` does.
    """
    require_feature(db, "csv", "what")
    window = read_asked(db, wanted, now).asked.window
    _make_room(db)
    terms: Any = AskedSchema().dump({name: value for name, value in wanted.items() if name != "what"})
    made = Export(
        location_id=location_of(db),
        what=wanted["what"],
        terms=terms,
        name=file_name(wanted["what"], window.first.isoformat(), window.last.isoformat()),
        created_at=now,
        expires_at=now + KEPT,
    )
    db.add(made)
    db.flush()
    jobs.later(db, "make_export", location_id=made.location_id, export_id=made.id, turn=made.turn)
    return get(db, made.id)


def file_name(what: str, first: str, last: str) -> str:
    """What a file is called: clicks-2027-03-01-to-2027-03-31.csv."""
    return f"{what.replace('_', '-')}-{first}-to-{last}.csv"


def _make_room(db: Session) -> None:
    """Under the lock of the location's terms, so that of two who take the last place one is refused."""
    db.execute(select(Terms.location_id).where(Terms.location_id == location_of(db)).with_for_update())
    unfinished = func.count().filter(Export.state.in_(UNFINISHED))
    working, kept = db.execute(select(unfinished, func.count()).select_from(Export)).one()
    if working >= MOST_AT_ONCE:
        raise RateLimited(
            f"{working} exports are being made. Wait for one of them, or remove it.",
            code="too_many_exports", retry_after=30, limit=MOST_AT_ONCE,
        )  # fmt: skip
    if kept >= MOST_KEPT:
        raise RateLimited(
            f"{kept} exports are kept, each for a day. Remove one of them.",
            code="too_many_exports", retry_after=3600, limit=MOST_KEPT,
        )  # fmt: skip


def list_(db: Session, cursor: str, limit: int) -> dict[str, Any]:
    """A page of the location's exports, the newest first."""
    created: Any = Export.created_at
    order = Order("created_at", created, datetime, Export.id, down=True)
    found, after = read_page(db, select(*SHOWN), order, cursor, limit)
    return {"items": [ExportShown(*row[: len(SHOWN)]) for row in found], "next": after or None}


def get(db: Session, export_id: int) -> ExportShown:
    """One export. Raises NotFound."""
    row = db.execute(select(*SHOWN).where(Export.id == export_id)).one_or_none()
    if row is None:
        raise _missing()
    return ExportShown(*row)


def remove(db: Session, export_id: int) -> None:
    """Remove an export, its file too; a worker that is at it stops. Raises NotFound."""
    removed = delete(Export).where(Export.id == export_id).returning(Export.id)
    if db.scalar(removed) is None:
        raise _missing()


def _missing() -> NotFound:
    return NotFound("There is no such export. Each is kept for a day.")


def file(db: Session, export_id: int, now: datetime) -> File:
    """A file that may be sent. Raises NotFound, and Conflict `export_not_ready`, `export_failed`, `export_outdated`."""
    export = db.scalar(select(Export).where(Export.id == export_id, Export.expires_at > now))
    if export is None:
        raise _missing()
    if export.state == FAILED:
        raise Conflict(export.reason or "This export could not be made.", code="export_failed")
    if export.state != DONE:
        raise Conflict("This export is still being made.", code="export_not_ready", done=export.done)
    if (db.scalar(ERASED) or 0) != export.erased:
        raise Conflict("A contact has been erased since. Ask for the export again.", code="export_outdated")
    return File(export.id, export.name, export.size, export.pieces)


def report_file(db: Session, query: Mapping[str, Any], now: datetime) -> tuple[str, bytes]:
    """A question's answer as CSV, and the name of the file. `query` is what ReportFileQuerySchema reads.

    Raises PlanRefusal and what `plugin.reports.report.report` does.
    """
    require_feature(db, "csv", "question")
    kind, window = query["question"], read_asked(db, query, now).asked.window
    name = file_name(kind, window.first.isoformat(), window.last.isoformat())
    return name, BOM + lines(answered(db, kind, query, now))


def answered(db: Session, kind: str, query: Mapping[str, Any], now: datetime) -> list[tuple[Cell, ...]]:
    """A question's answer as rows, the header first."""
    told = report(db, (kind,), query, now)
    table = table_of(kind, told[kind], told["window"]["zone"])
    return [table.header, *table.rows]
