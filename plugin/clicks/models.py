"""The tables of clicks: the rows, what is counted of them as they come, and how far the journals are recorded."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, DateTime, Identity, LargeBinary, func
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base

Moment = DateTime(timezone=True)


class Click(Base):
    """One hit on a link. Only `sent` is a click; it is a person's where `bot` is empty, else the reason is there."""

    __tablename__ = "clicks"
    __table_args__ = {"postgresql_partition_by": "RANGE (at)"}  # noqa: RUF012 - the mapper's own way of saying it
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    link_id: Mapped[int] = mapped_column(BigInteger)
    visitor: Mapped[bytes] = mapped_column(LargeBinary)
    outcome: Mapped[str]
    bot: Mapped[str | None]
    first: Mapped[bool] = mapped_column(server_default="false")
    qr: Mapped[bool] = mapped_column(server_default="false")
    device: Mapped[str | None]
    system: Mapped[str | None]
    system_version: Mapped[str | None]
    browser: Mapped[str | None]
    browser_version: Mapped[str | None]
    source: Mapped[str | None]
    referrer_host: Mapped[str | None]
    country: Mapped[str | None]
    region: Mapped[str | None]
    city: Mapped[str | None]
    language: Mapped[str | None]
    destination: Mapped[str | None]
    crm_contact_id: Mapped[str | None]


class Pulse(Base):
    """The number of a location's newest hit: unchanged means nothing new. Its lock is what recorders take turns by."""

    __tablename__ = "pulse"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, server_default="0")
    at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())


class FirstSeen(Base):
    """A person's first click on a link, in the order of recording; never revised by one that arrives late."""

    __tablename__ = "first_seen"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    link_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    visitor: Mapped[bytes] = mapped_column(LargeBinary, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class ClicksByHour(Base):
    """What a location's links were clicked in an hour (UTC)."""

    __tablename__ = "clicks_by_hour"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    hour: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    clicks: Mapped[int] = mapped_column(BigInteger, server_default="0")
    firsts: Mapped[int] = mapped_column(BigInteger, server_default="0")
    bots: Mapped[int] = mapped_column(BigInteger, server_default="0")


class ClicksByLinkDay(Base):
    """What one link was clicked on a day (UTC)."""

    __tablename__ = "clicks_by_link_day"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    link_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    clicks: Mapped[int] = mapped_column(BigInteger, server_default="0")
    firsts: Mapped[int] = mapped_column(BigInteger, server_default="0")
    bots: Mapped[int] = mapped_column(BigInteger, server_default="0")


class ClicksByDimensionDay(Base):
    """What a location's links were clicked on a day (UTC) by one value of a dimension; an unknown value is empty."""

    __tablename__ = "clicks_by_dimension_day"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    dimension: Mapped[str] = mapped_column(primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    value: Mapped[str] = mapped_column(primary_key=True)
    clicks: Mapped[int] = mapped_column(BigInteger, server_default="0")
    bots: Mapped[int] = mapped_column(BigInteger, server_default="0")


class LinkTotals(Base):
    """What one link was clicked since it was made, and when last."""

    __tablename__ = "link_totals"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    link_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    clicks: Mapped[int] = mapped_column(BigInteger, server_default="0")
    firsts: Mapped[int] = mapped_column(BigInteger, server_default="0")
    bots: Mapped[int] = mapped_column(BigInteger, server_default="0")
    last_at: Mapped[datetime | None] = mapped_column(Moment)


class JournalOffset(Base):
    """How many bytes of a journal's segment are recorded; belongs to no tenant."""

    __tablename__ = "journal_offsets"
    segment: Mapped[str] = mapped_column(primary_key=True)
    host_id: Mapped[str]
    position: Mapped[int] = mapped_column(BigInteger, server_default="0")
    updated_at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())


class JournalReject(Base):
    """A line that could not be recorded, kept for a person to look at; belongs to no tenant."""

    __tablename__ = "journal_rejects"
    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    segment: Mapped[str]
    position: Mapped[int] = mapped_column(BigInteger)
    line: Mapped[str]
    reason: Mapped[str]
    at: Mapped[datetime] = mapped_column(Moment, server_default=func.now())


class Orphans(Base):
    """Hits on slugs of a domain that do not exist, counted by day; belongs to no tenant."""

    __tablename__ = "orphans"
    domain_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    hits: Mapped[int] = mapped_column(BigInteger, server_default="0")
