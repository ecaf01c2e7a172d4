"""The table of leads."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, LargeBinary, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base


class Lead(Base):
    """What one visitor filled in at one link; it outlives the link. `consent_text` is what they agreed to."""

    __tablename__ = "leads"
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    link_id: Mapped[int] = mapped_column(BigInteger)
    visitor: Mapped[bytes] = mapped_column(LargeBinary)
    name: Mapped[str | None]
    email: Mapped[str | None]
    phone: Mapped[str | None]
    fields: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    consent_text: Mapped[str | None]
    crm_contact_id: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    seen_to_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))  # settled whether the CRM gets it
