"""How far each segment of a journal is recorded: a row that moves in the same transaction as the clicks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from sqlalchemy import delete, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session
from sqlalchemy.sql import func

from plugin.clicks.enrich import Reject
from plugin.clicks.models import JournalOffset, JournalReject

LONGEST_LINE: Final = 10_000


def take(db: Session, segment: str, host_id: str) -> int | None:
    """The byte to read a segment from, its row locked till the transaction ends; None where another recorder has it.

    Open the segment only after this: whoever deletes one holds the row, so it is either whole or gone.
    """
    db.execute(insert(JournalOffset).values(segment=segment, host_id=host_id).on_conflict_do_nothing())
    row = select(JournalOffset.position).where(JournalOffset.segment == segment)
    return db.scalar(row.with_for_update(skip_locked=True))


def move(db: Session, segment: str, position: int) -> None:
    """Say that a segment is recorded up to a byte."""
    row = update(JournalOffset).where(JournalOffset.segment == segment)
    db.execute(row.values(position=position, updated_at=func.now()))


def forget(db: Session, segment: str) -> None:
    """Drop the row of a segment that has been deleted; never of one that has not, which would be recorded again."""
    db.execute(delete(JournalOffset).where(JournalOffset.segment == segment))


def keep_rejects(db: Session, segment: str, rejects: Iterable[Reject]) -> None:
    """Keep lines that could not be recorded where a person can look at them."""
    rows = [
        {
            "segment": segment,
            "position": reject.line.position,
            "line": _shown(reject.line.text),
            "reason": reject.reason.replace("\0", "\ufffd"),
        }
        for reject in rejects
    ]
    if rows:
        db.execute(insert(JournalReject).on_conflict_do_nothing(), rows)


def _shown(line: bytes) -> str:
    return line[:LONGEST_LINE].decode(errors="replace").replace("\0", "\ufffd")
