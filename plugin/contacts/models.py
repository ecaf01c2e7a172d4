"""The table of contacts: a copy of what the CRM told us of each, never the truth about them."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import ARRAY, DateTime, ForeignKey, Text, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base

Moment: Final = DateTime(timezone=True)


class Contact(Base):
    """One contact by the CRM's id; `tags` are as the CRM tells them apart (`plugin.crm.tags.folded`).

    `told` is when each field was told, and when the contact was deleted, in Unix seconds by the CRM's clock. Name,
    email and phone are kept of `wanted` contacts only. While `deleted_at` is there the row holds nothing else.
    """

    __tablename__ = "contacts"
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), primary_key=True)
    crm_contact_id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    tags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    dnd: Mapped[bool] = mapped_column(server_default="false")
    told: Mapped[dict[str, float]] = mapped_column(JSONB, server_default="{}")
    told_at: Mapped[datetime | None] = mapped_column(Moment)
    wanted: Mapped[bool] = mapped_column(server_default="false")
    read_after: Mapped[datetime | None] = mapped_column(Moment)
    deleted_at: Mapped[datetime | None] = mapped_column(Moment)
    unlink_since: Mapped[datetime | None] = mapped_column(Moment)
    updated_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())
