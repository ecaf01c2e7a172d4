"""The tables of links, of their click limits, and of deleted ones whose clicks are still to be removed."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, DateTime, ForeignKey, Identity, Text, func
from sqlalchemy.dialects.postgresql import ARRAY, JSONB
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
    rules: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, server_default="[]")
    keep_order: Mapped[bool] = mapped_column(default=False, server_default="false")
    split: Mapped[list[dict[str, Any]]] = mapped_column(JSONB, default=list, server_default="[]")
    utm: Mapped[dict[str, str]] = mapped_column(JSONB, default=dict, server_default="{}")
    forward_params: Mapped[bool] = mapped_column(default=False, server_default="false")
    redirect_status: Mapped[int] = mapped_column(default=302, server_default="302")
    expired_destination: Mapped[str | None]
    click_limit: Mapped[int | None]
    password_hash: Mapped[str | None]
    password_version: Mapped[int] = mapped_column(default=0, server_default="0")
    lead_form: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    preview: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    pixels: Mapped[list[dict[str, str]]] = mapped_column(JSONB, default=list, server_default="[]")
    pixel_consent: Mapped[bool] = mapped_column(default=False, server_default="false")
    append_click_id: Mapped[bool] = mapped_column(default=False, server_default="false")
    content: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    crm_link_id: Mapped[str | None]  # the CRM's own trigger link that it was imported from
    automations: Mapped[dict[str, Any]] = mapped_column(JSONB, default=dict, server_default="{}")
    created_by: Mapped[str | None]
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
    updated_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class Cap(Base):
    """How many clicks a link may have, and how many it had: visitors count up `used`, staff change `click_limit`."""

    __tablename__ = "caps"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    link_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    click_limit: Mapped[int]
    used: Mapped[int] = mapped_column(default=0, server_default="0")


class ForgottenLink(Base):
    """A deleted link whose clicks a job has yet to remove; kept here so that a lost queue forgets nothing."""

    __tablename__ = "forgotten_links"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    link_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())
