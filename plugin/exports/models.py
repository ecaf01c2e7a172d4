"""The tables of exports: what was asked for and how far it is, and the pieces of its file."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, DateTime, ForeignKey, ForeignKeyConstraint, Identity, LargeBinary, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base

WAITING: Final = "waiting"
WORKING: Final = "working"
DONE: Final = "done"
FAILED: Final = "failed"
STATES: Final = (WAITING, WORKING, DONE, FAILED)
UNFINISHED: Final = (WAITING, WORKING)
Moment = DateTime(timezone=True)


class Export(Base):
    """A file that was asked for. `done` of `total` clicks are looked at, `last_at` and `last_seq` name the last one.

    `turn` is what a worker has to name to go on with it; `tries` are beginnings since the last piece; `erased` is how
    many contacts had been erased when it was begun.
    """

    __tablename__ = "exports"
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    what: Mapped[str]
    terms: Mapped[dict[str, Any]] = mapped_column(JSONB)
    name: Mapped[str]
    state: Mapped[str] = mapped_column(server_default=WAITING)
    reason_code: Mapped[str | None]
    reason: Mapped[str | None]
    done: Mapped[int] = mapped_column(BigInteger, server_default="0")
    total: Mapped[int | None] = mapped_column(BigInteger)
    rows: Mapped[int] = mapped_column(BigInteger, server_default="0")
    pieces: Mapped[int] = mapped_column(server_default="0")
    size: Mapped[int] = mapped_column(BigInteger, server_default="0")
    last_at: Mapped[datetime | None] = mapped_column(Moment)
    last_seq: Mapped[int | None] = mapped_column(BigInteger)
    erased: Mapped[int] = mapped_column(BigInteger, server_default="0")
    turn: Mapped[int] = mapped_column(server_default="1")
    tries: Mapped[int] = mapped_column(server_default="0")
    told_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())
    created_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())
    finished_at: Mapped[datetime | None] = mapped_column(Moment)
    expires_at: Mapped[datetime] = mapped_column(Moment)


class ExportPiece(Base):
    """The `n`th piece of a file, counted from 0, compressed."""

    __tablename__ = "export_pieces"
    __table_args__ = (
        ForeignKeyConstraint(["location_id", "export_id"], ["exports.location_id", "exports.id"], ondelete="CASCADE"),
    )
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    export_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    n: Mapped[int] = mapped_column(primary_key=True)
    body: Mapped[bytes] = mapped_column(LargeBinary)
