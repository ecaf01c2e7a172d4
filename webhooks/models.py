"""The table of events that the CRM told us; it belongs to no tenant, for an event may come before its tenant."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import DateTime, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base


class WebhookEvent(Base):
    """An event by the CRM's id; `worked_at` is null until it has been worked, `outcome` says with what result.

    `attempts` counts how often that was begun; until then it is due at `next_at`. `reason` is of the last failure.
    """

    __tablename__ = "webhook_events"
    webhook_id: Mapped[str] = mapped_column(primary_key=True)
    type: Mapped[str]
    body: Mapped[dict[str, Any]] = mapped_column(JSONB)
    sent_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    received_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    worked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    outcome: Mapped[str | None]
    attempts: Mapped[int] = mapped_column(server_default="0")
    next_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    reason: Mapped[str | None]
