"""The table of the CRM's blobs that were exchanged already."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import DateTime, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base


class Seen(Base):
    """A blob by its digest, and when it was first shown to us; belongs to no tenant."""

    __tablename__ = "sso_seen"
    digest: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    seen_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
