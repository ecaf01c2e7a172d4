"""The tables of runs, one attempt each to do something in the CRM, and of what an account lets clicks do there."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Index, UniqueConstraint, func, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base

WAITING: Final = "waiting"
DONE: Final = "done"
FAILED: Final = "failed"  # it should have worked: a person may have to do something
ENDED: Final = "ended"  # there is nothing to do it to
UNKNOWN: Final = "unknown"  # it may have been done, and nothing can be read back: only a person has it done again
STATES: Final = (WAITING, DONE, FAILED, ENDED, UNKNOWN)


class Run(Base):
    """One thing to do for one contact. Clicks of a contact on a link within one slot of time cause one of a kind.

    A window's run is of all its links: `link_id` is 0. `subject` tells apart what one click causes several of.
    """

    __tablename__ = "runs"
    __table_args__ = (
        UniqueConstraint("location_id", "crm_contact_id", "kind", "link_id", "subject", "slot", name="runs_cause_key"),
        Index("runs_due_idx", "location_id", "next_at", postgresql_where=text("state = 'waiting'")),
        Index(
            "runs_contact_due_idx", "location_id", "crm_contact_id", "kind", postgresql_where=text("state = 'waiting'")
        ),
        Index("runs_link_idx", "location_id", "link_id", "id"),
        Index("runs_contact_idx", "location_id", "crm_contact_id", "id"),
        Index("runs_finished_idx", "location_id", "finished_at", postgresql_where=text("finished_at IS NOT NULL")),
        Index("runs_amiss_idx", "location_id", "id", postgresql_where=text("state IN ('failed', 'unknown')")),
    )
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    kind: Mapped[str]
    link_id: Mapped[int] = mapped_column(BigInteger)
    crm_contact_id: Mapped[str]
    subject: Mapped[str] = mapped_column(server_default="")
    slot: Mapped[int] = mapped_column(BigInteger)
    payload: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    state: Mapped[str] = mapped_column(server_default=WAITING)
    attempts: Mapped[int] = mapped_column(server_default="0")
    reason_code: Mapped[str | None]
    reason: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    next_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    sent_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    retried_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    finished_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    trace_id: Mapped[str | None]
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))


class Switches(Base):
    """What an account lets clicks do in the CRM, unless a link says otherwise; no row is the defaults."""

    __tablename__ = "switches"
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), primary_key=True)
    tag: Mapped[bool] = mapped_column(default=True, server_default="true")
    sync: Mapped[bool] = mapped_column(default=False, server_default="false")
    note: Mapped[bool] = mapped_column(default=False, server_default="false")
    lead: Mapped[bool] = mapped_column(default=True, server_default="true")
    trigger: Mapped[bool] = mapped_column(default=True, server_default="true")
    window_s: Mapped[int] = mapped_column(default=300, server_default="300")
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
