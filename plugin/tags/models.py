"""The tables of tags and of the links that carry them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, DateTime, Identity, func
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base


class Tag(Base):
    """A word of one location, unique in it without regard to case."""

    __tablename__ = "tags"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    name: Mapped[str]
    color: Mapped[str] = mapped_column(server_default="slate")
    created_at: Mapped[datetime] = mapped_column(DateTime(timezone=True), server_default=func.now())


class LinkTag(Base):
    """That a link carries a tag; goes with either of them."""

    __tablename__ = "link_tags"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    link_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    tag_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
