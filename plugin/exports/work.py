"""The worker's half of an export: a slice of it at a time, each piece whole in a transaction of its own."""

from __future__ import annotations

import gzip
import time
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import delete, func, select, text
from sqlalchemy.orm import Session

from plugin import jobs
from plugin.errors import SmartLinksError
from plugin.exports import clicks
from plugin.exports.cells import BOM, lines
from plugin.exports.clicks import Place
from plugin.exports.models import DONE, FAILED, UNFINISHED, WORKING, Export, ExportPiece
from plugin.exports.schemas import CLICKS
from plugin.exports.verbs import ERASED, KEPT, answered
from plugin.reports.reading import read_asked
from plugin.reports.schemas import AskedSchema
from plugin.tenancy import tenant, unscoped

SLICE_S: Final = 1.0  # for as long a run of the CRM may have to wait behind an export
MOST_TRIES: Final = 8
QUICK: Final = 1  # of gzip's levels: the smallest costs four times as long for a tenth less
GAVE_UP: Final = SmartLinksError("This export could not be made. Ask for fewer days.", code="gave_up")
# Nobody has been at it for a while: its worker was killed, or Redis has forgotten it.
TELL_AGAIN: Final = """
UPDATE exports SET turn = turn + 1, told_at = now()
WHERE state IN ('waiting', 'working') AND told_at < now() - make_interval(secs => :quiet)
RETURNING location_id, id, turn
"""
QUIET_S: Final = 15.0


def work(location_id: int, export_id: int, turn: int) -> None:
    """Work on an export for a slice of time, and have the queue tell of the rest. Safe to repeat.

    One that is finished, removed or in another's turn is left alone. What cannot be made is `failed`, with the reason.
    """
    until = time.monotonic() + SLICE_S
    try:
        with tenant(location_id) as db:
            goes_on = _begin(db, export_id, turn)
        while goes_on and time.monotonic() < until:
            with tenant(location_id) as db:
                goes_on = _work_piece(db, export_id, turn)
    except SmartLinksError as fault:
        with tenant(location_id) as db:
            _fail(db, export_id, turn, fault)
        return
    if goes_on:
        jobs.tell("make_export", location_id=location_id, export_id=export_id, turn=turn)


def sweep(quiet_s: float = QUIET_S) -> None:
    """Tell the queue of the exports that nobody has been at for so many seconds; then let go of what has expired."""
    with unscoped("cron", "find exports that wait, and expired ones") as db:
        found = db.execute(text(TELL_AGAIN), {"quiet": quiet_s}).all()
        db.execute(delete(Export).where(Export.expires_at < func.now(), Export.state.not_in(UNFINISHED)))
    for row in found:
        if not jobs.tell("make_export", location_id=row.location_id, export_id=row.id, turn=row.turn):
            return


def _mine(db: Session, export_id: int, turn: int) -> Export | None:
    mine = select(Export).where(Export.id == export_id, Export.turn == turn, Export.state.in_(UNFINISHED))
    return db.scalar(mine.with_for_update())


def _begin(db: Session, export_id: int, turn: int) -> bool:
    """Note the try before it is made: a piece that kills its worker is not begun for ever."""
    export = _mine(db, export_id, turn)
    if export is None:
        return False
    if export.tries >= MOST_TRIES:
        raise GAVE_UP
    export.tries, export.told_at, export.state = export.tries + 1, datetime.now(UTC), WORKING
    return True


def _work_piece(db: Session, export_id: int, turn: int) -> bool:
    """Make the next piece; False once there is none, or none of ours."""
    export = _mine(db, export_id, turn)
    if export is None:
        return False
    if export.pieces == 0:
        export.erased = db.scalar(ERASED) or 0
    query = AskedSchema().load(export.terms)
    is_over = _clicks(db, export, query) if export.what == CLICKS else _report(db, export, query)
    if is_over:
        now = datetime.now(UTC)
        export.state, export.finished_at, export.expires_at = DONE, now, now + KEPT
    export.tries, export.told_at = 0, datetime.now(UTC)
    return not is_over


def _report(db: Session, export: Export, query: dict[str, Any]) -> bool:
    found = answered(db, export.what, query, export.created_at)
    _add(db, export, BOM + lines(found))
    export.rows = export.done = export.total = len(found) - 1
    return True


def _clicks(db: Session, export: Export, query: dict[str, Any]) -> bool:
    asked = read_asked(db, query, export.created_at).asked
    if export.total is None:
        export.total = clicks.how_many(db, asked)
    piece = clicks.read_piece(db, asked, _place(export), export.created_at)
    head = b"" if export.pieces else BOM + lines([clicks.HEADER])
    _add(db, export, head + piece.body)
    export.rows += piece.rows
    return _move(export, piece.last)


def _place(export: Export) -> Place | None:
    if export.last_at is None or export.last_seq is None:
        return None
    return Place(export.last_at, export.last_seq)


def _move(export: Export, last: Place | None) -> bool:
    """True where there is nothing behind the last place."""
    assert export.total is not None
    if last is None:
        export.total = export.done = max(export.done, export.rows, export.total)
        return True
    export.last_at, export.last_seq = last.at, last.seq
    export.done += clicks.PIECE
    export.total = max(export.total, export.done)
    return False


def _add(db: Session, export: Export, body: bytes) -> None:
    packed = gzip.compress(body, QUICK, mtime=0)
    db.add(ExportPiece(location_id=export.location_id, export_id=export.id, n=export.pieces, body=packed))
    export.pieces += 1
    export.size += len(body)


def _fail(db: Session, export_id: int, turn: int, fault: SmartLinksError) -> None:
    export = _mine(db, export_id, turn)
    if export is not None:
        export.state, export.reason_code, export.reason = FAILED, fault.code, fault.message
        export.finished_at = datetime.now(UTC)
        db.execute(delete(ExportPiece).where(ExportPiece.export_id == export.id))
