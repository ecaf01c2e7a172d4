"""The tables of conversions, and of the secrets that their tellers sign with."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, LargeBinary, Numeric, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base


class Conversion(Base):
    """One thing that followed a click of a link, such as a purchase; `click_at` is the click's own moment."""

    __tablename__ = "conversions"
    __table_args__ = (UniqueConstraint("location_id", "link_id", "click_at", "event", "key"),)
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    link_id: Mapped[int] = mapped_column(BigInteger)
    click_at: Mapped[datetime] = mapped_column(DateTime(timezone=True))
    event: Mapped[str]
    key: Mapped[str] = mapped_column(server_default="")
    value: Mapped[Decimal | None] = mapped_column(Numeric(18, 3))
    currency: Mapped[str | None]
    via: Mapped[str]
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class ConversionSecret(Base):
    """What an account's servers sign with, sealed; `previous` works too until the next change."""

    __tablename__ = "conversion_secrets"
    location_id: Mapped[int] = mapped_column(ForeignKey("locations.id"), primary_key=True)
    secret: Mapped[bytes] = mapped_column(LargeBinary)
    previous: Mapped[bytes | None] = mapped_column(LargeBinary)
    made_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
