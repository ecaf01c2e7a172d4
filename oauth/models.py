"""The table of installs: a location's grant, its sealed tokens and what state they are in."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import BigInteger, DateTime, ForeignKey, LargeBinary, Text, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base
from plugin.locations.models import Location

HEALTHY: Final = "healthy"
PARKED: Final = "parked"  # the CRM has put the account to sleep; the same tokens work later
NEEDS_REINSTALL: Final = "needs_reinstall"
UNINSTALLED: Final = "uninstalled"


class Install(Base):
    """A location's install; it outlives an uninstall, whose successor has the next generation."""

    __tablename__ = "installs"
    location_id: Mapped[int] = mapped_column(BigInteger, ForeignKey(Location.id), primary_key=True)
    generation: Mapped[int] = mapped_column(server_default="1")
    state: Mapped[str]
    state_reason: Mapped[str | None]
    crm_user_id: Mapped[str | None]
    crm_plan_id: Mapped[str | None]
    scopes: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    access_token: Mapped[bytes | None] = mapped_column(LargeBinary)
    refresh_token: Mapped[bytes | None] = mapped_column(LargeBinary)
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    whitelabel_host: Mapped[str | None]
    parked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    # The CRM's own time of the newest event that was heeded: older ones that come late change nothing.
    told_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    installed_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    uninstalled_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
