"""The global book of addresses: which slug of which domain belongs to whom, and what a visitor finds there."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BigInteger, ForeignKey
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base


class Address(Base):
    """One slug of one domain. Its kind is link, page or gone: a deleted slug is never given to another location."""

    __tablename__ = "addresses"
    domain_id: Mapped[int] = mapped_column(ForeignKey("domains.id"), primary_key=True)
    slug: Mapped[str] = mapped_column(primary_key=True)
    location_id: Mapped[int] = mapped_column(BigInteger)
    kind: Mapped[str]
    target_id: Mapped[int | None] = mapped_column(BigInteger)
    published: Mapped[dict[str, Any]] = mapped_column(JSONB, server_default="{}")
