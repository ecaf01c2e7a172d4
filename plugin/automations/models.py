"""The table of runs: one attempt to do something in the CRM, from its cause to its end."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, DateTime, Identity, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base

WAITING: Final = "waiting"
DONE: Final = "done"
FAILED: Final = "failed"  # it should have worked: a person may have to do something
ENDED: Final = "ended"  # there is nothing to do it to
STATES: Final = (WAITING, DONE, FAILED, ENDED)


class Run(Base):
    """One thing to do for one contact. Clicks of a contact on a link within one slot of time cause one of a kind."""

    __tablename__ = "runs"
    __table_args__ = (
        UniqueConstraint("location_id", "kind", "link_id", "crm_contact_id", "slot"),
        Index("runs_waiting_idx", "next_at", postgresql_where=text("state = 'waiting'")),
        Index("runs_link_idx", "location_id", "link_id", "id"),
    )
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    kind: Mapped[str]
    link_id: Mapped[int] = mapped_column(BigInteger)
    crm_contact_id: Mapped[str]
    slot: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    state: Mapped[str] = mapped_column(server_default=WAITING)
    attempts: Mapped[int] = mapped_column(server_default="0")
    reason_code: Mapped[str | None]
    reason: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    next_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
