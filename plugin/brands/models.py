"""The table of brands, one a location."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, ForeignKey, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base


class Brand(Base):
    """Name, logo and colours; visitors' pages read the copy of it in `terms.brand`."""

    __tablename__ = "brands"
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), primary_key=True)
    name: Mapped[str] = mapped_column(server_default="")
    logo_url: Mapped[str | None]
    colors: Mapped[dict[str, str]] = mapped_column(JSONB, server_default="{}")
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
