"""The tables of installs, a location's and a company's: their grants, sealed tokens and what state they are in."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import BigInteger, DateTime, ForeignKey, LargeBinary, Text, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base
from plugin.locations.models import Company, Location

HEALTHY: Final = "healthy"
PARKED: Final = "parked"  # the CRM has put the account to sleep; the same tokens work later
NEEDS_REINSTALL: Final = "needs_reinstall"
UNINSTALLED: Final = "uninstalled"


class Access:
    """What both kinds of install have: one outlives an uninstall, and its successor has the next generation."""

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


class Install(Access, Base):
    """A location's install. One that came `via_company` holds no refresh token: its tokens are minted of the company's.

    Once its account has been erased, `erased_at` says when.
    """

    __tablename__ = "installs"
    location_id: Mapped[int] = mapped_column(BigInteger, ForeignKey(Location.id), primary_key=True)
    via_company: Mapped[bool] = mapped_column(server_default="false")
    # The plan and the payment are told by events that come in any order: the CRM's time of the newest of each.
    plan_told_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    trial_ends_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    payment: Mapped[str | None]
    payment_told_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    grace_until: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    plan_checked_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    erased_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def whose(self) -> str:
        """What logs call it."""
        return f"location {self.location_id}"


class CompanyInstall(Access, Base):
    """A company's own install. With `future`, accounts that it makes later get us too; belongs to no location."""

    __tablename__ = "company_installs"
    company_id: Mapped[int] = mapped_column(BigInteger, ForeignKey(Company.id), primary_key=True)
    future: Mapped[bool] = mapped_column(server_default="false")
    reconcile_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))

    @property
    def whose(self) -> str:
        """What logs call it."""
        return f"company {self.company_id}"
