"""The tables of links, and of deleted ones whose clicks are still to be removed."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Text, func
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base


class Link(Base):
    """A short link of a location. The slug is fixed once made; visitors read the copy in `addresses`."""

    __tablename__ = "links"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    domain_id: Mapped[int] = mapped_column(ForeignKey("domains.id"))
    slug: Mapped[str]
    kind: Mapped[str] = mapped_column(default="redirect", server_default="redirect")
    destination: Mapped[str]
    title: Mapped[str] = mapped_column(server_default="")
    paused: Mapped[bool] = mapped_column(default=False, server_default="false")
    starts_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    expires_at: Mapped[datetime | None] = mapped_column(DateTime(timezone=True))
    crm_tags: Mapped[list[str]] = mapped_column(ARRAY(Text), server_default="{}")
    campaign_id: Mapped[int | None] = mapped_column(BigInteger)
    created_by: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class ForgottenLink(Base):
    """A deleted link whose clicks a job has yet to remove; kept here so that a lost queue forgets nothing."""

    __tablename__ = "forgotten_links"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    link_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
