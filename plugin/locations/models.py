"""The tables of companies, locations and their terms."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, LargeBinary, Sequence, func
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base

LOCATION_IDS = Sequence("locations_id_seq", metadata=Base.metadata)


class Company(Base):
    """An agency of the CRM; belongs to no tenant."""

    __tablename__ = "companies"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    crm_company_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(server_default="")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class Location(Base):
    """A tenant: one account of the CRM. Its own row is walled like everything that hangs from it."""

    __tablename__ = "locations"
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True, server_default=LOCATION_IDS.next_value())
    company_id: Mapped[int] = mapped_column(ForeignKey("companies.id"))
    crm_location_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str] = mapped_column(server_default="")
    timezone: Mapped[str] = mapped_column(server_default="UTC")
    told_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class Terms(Base):
    """What the front door must know of a tenant: its plan, its brand's published copy, its visitors' salt."""

    __tablename__ = "terms"
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), primary_key=True)
    plan: Mapped[str] = mapped_column(server_default="starter")
    lapsed: Mapped[bool] = mapped_column(server_default="false")
    visitor_salt: Mapped[bytes] = mapped_column(LargeBinary)
    suspended: Mapped[bool] = mapped_column(server_default="false")
    brand: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
