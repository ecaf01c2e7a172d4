"""The tables of clicks: the rows, what is counted of them as they come, and how far the journals are recorded."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import BigInteger, Computed, DateTime, Identity, func
from sqlalchemy.orm import Mapped, mapped_column

from plugin.db import Base

Moment = DateTime(timezone=True)


class Click(Base):
    """One hit on a link. Only `sent` is a click; it is a person's where `bot` is empty, else the reason is there.

    What repeats is a number in a dictionary of the location: see plugin.clicks.dictionaries.
    """

    __tablename__ = "clicks"
    __table_args__ = {"postgresql_partition_by": "RANGE (at)"}  # noqa: RUF012 - the mapper's own way of saying it
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    seq: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    link_id: Mapped[int] = mapped_column(BigInteger)
    visitor: Mapped[int] = mapped_column(BigInteger)
    agent_id: Mapped[int]
    place_id: Mapped[int]
    origin_id: Mapped[int]
    target_id: Mapped[int]
    first: Mapped[bool] = mapped_column(server_default="false")
    qr: Mapped[bool] = mapped_column(server_default="false")
    human: Mapped[bool] = mapped_column(Computed("bot IS NULL", persisted=True))
    outcome: Mapped[str]
    bot: Mapped[str | None]
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
    visitor: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    at: Mapped[datetime] = mapped_column(Moment)


class ClicksByQuarter(Base):
    """What a location's links were clicked in a quarter of an hour; `scans` are clicks that came from a QR code.

    `changed` is the location's pulse at the last change to any of its clicks.
    """

    __tablename__ = "clicks_by_quarter"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    quarter: Mapped[datetime] = mapped_column(Moment, primary_key=True)
    clicks: Mapped[int] = mapped_column(server_default="0")
    firsts: Mapped[int] = mapped_column(server_default="0")
    bots: Mapped[int] = mapped_column(server_default="0")
    scans: Mapped[int] = mapped_column(server_default="0")
    changed: Mapped[int] = mapped_column(BigInteger, server_default="0")


class ClicksByPartMonth(Base):
    """What a location's links were clicked in a month (UTC) by one link or one entry of a dictionary: its `part`."""

    __tablename__ = "clicks_by_part_month"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    month: Mapped[date] = mapped_column(primary_key=True)
    id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    clicks: Mapped[int] = mapped_column(server_default="0")
    bots: Mapped[int] = mapped_column(server_default="0")


class BotsByDay(Base):
    """How many hits of machines of one kind a location's links had on a day (UTC)."""

    __tablename__ = "bots_by_day"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    bot: Mapped[str] = mapped_column(primary_key=True)
    hits: Mapped[int] = mapped_column(server_default="0")


class LinkTotals(Base):
    """What one link was clicked since it was made, and when last; `gone_` is what of it no row is left of."""

    __tablename__ = "link_totals"
    location_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    link_id: Mapped[int] = mapped_column(BigInteger, primary_key=True)
    clicks: Mapped[int] = mapped_column(BigInteger, server_default="0")
    firsts: Mapped[int] = mapped_column(BigInteger, server_default="0")
    bots: Mapped[int] = mapped_column(BigInteger, server_default="0")
    scans: Mapped[int] = mapped_column(BigInteger, server_default="0")
    last_at: Mapped[datetime | None] = mapped_column(Moment)
    gone_clicks: Mapped[int] = mapped_column(BigInteger, server_default="0")
    gone_firsts: Mapped[int] = mapped_column(BigInteger, server_default="0")
    gone_bots: Mapped[int] = mapped_column(BigInteger, server_default="0")
    gone_scans: Mapped[int] = mapped_column(BigInteger, server_default="0")
    gone_last_at: Mapped[datetime | None] = mapped_column(Moment)


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
