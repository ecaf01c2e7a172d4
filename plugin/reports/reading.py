"""From what the door was asked to what is asked of clicks: the scope looked up, the days clipped to the plan's."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session

from plugin.campaigns.models import Campaign
from plugin.errors import Invalid, NotFound
from plugin.links.models import Link
from plugin.locations.models import Location
from plugin.plans.limits import plan_of
from plugin.reports.asked import Asked
from plugin.reports.counts import earliest
from plugin.reports.filter import DIMENSIONS, Filter
from plugin.reports.window import Window, window_of
from plugin.tags.models import LinkTag, Tag
from plugin.tenancy import location_of

ACCOUNT: Final = "account"
LONGEST_DAYS: Final = 800
MOST_HOURLY_DAYS: Final = 31


@dataclass(frozen=True, slots=True)
class Read:
    """What is asked, and where the window was clipped to the plan's history: the first day that is left."""

    asked: Asked
    clipped_to: date | None


class BeforeHistory(Invalid):
    """The plan's history begins after the range asked about has ended."""


def read_asked(db: Session, query: Mapping[str, Any], now: datetime) -> Read:
    """What a query (of ReportQuerySchema) asks of the session's location.

    Raises NotFound for a link, campaign or tag that is not the location's, and Invalid for days that make no range.
    """
    wanted = Filter(
        query.get("link_id"),
        with_bots=query["bots"] == "include",
        links=_links(db, query),
        only=tuple((name, _values(query[name])) for name in DIMENSIONS if query.get(name)),
    )
    window, clipped_to = _clipped(db, _window(db, query, wanted, now), now)
    if query["interval"] == "hour" and window.length > MOST_HOURLY_DAYS:
        raise Invalid(
            "interval", f"Hours are shown for at most {MOST_HOURLY_DAYS} days. Choose days, or a shorter range."
        )
    return Read(Asked(window, wanted, query["interval"], query["most"], query.get("sent")), clipped_to)


def _values(given: list[str]) -> tuple[str | None, ...]:
    """In one order, so that the same question is known again; an empty text stands for what is not known."""
    return tuple(value or None for value in sorted(set(given)))


def _links(db: Session, query: Mapping[str, Any]) -> tuple[int, ...] | None:
    """The links of a campaign or a tag; None where neither is asked about."""
    link_id, campaign_id, tag_id = (query.get(name) for name in ("link_id", "campaign_id", "tag_id"))
    if link_id is not None:
        _require(db, Link, link_id, "link")
    if campaign_id is not None:
        _require(db, Campaign, campaign_id, "campaign")
        return tuple(db.scalars(select(Link.id).where(Link.campaign_id == campaign_id).order_by(Link.id)))
    if tag_id is not None:
        _require(db, Tag, tag_id, "tag")
        return tuple(db.scalars(select(LinkTag.link_id).where(LinkTag.tag_id == tag_id).order_by(LinkTag.link_id)))
    return None


def _require(db: Session, model: Any, row_id: int, noun: str) -> None:
    if db.scalar(select(model.id).where(model.id == row_id)) is None:
        raise NotFound(f"There is no such {noun}. Someone may have deleted it.")


def _window(db: Session, query: Mapping[str, Any], wanted: Filter, now: datetime) -> Window:
    zone = query["zone"]
    if zone == ACCOUNT:
        zone = db.scalar(select(Location.timezone).where(Location.id == location_of(db))) or "UTC"
    first = earliest(db, wanted) if query["window"] == "all" else None
    return window_asked(query, zone, now, first.astimezone(ZoneInfo(zone)).date() if first else None)


def window_asked(query: Mapping[str, Any], zone: str, now: datetime, earliest_day: date | None = None) -> Window:
    """The days that a query names, by the clocks of a zone. Raises Invalid for days that make no range."""
    today = now.astimezone(ZoneInfo(zone)).date()
    if query["window"] != "custom":
        return window_of(query["window"], today, earliest_day, zone)
    return _custom(query.get("from_"), query.get("to"), today, zone)


def _custom(first_day: date | None, last_day: date | None, today: date, zone: str) -> Window:
    if first_day is None or last_day is None:
        missing = "from" if first_day is None else "to"
        raise Invalid(missing, "Give the first and the last day of the range, such as 2027-03-01.")
    if last_day < first_day:
        raise Invalid("to", "The range ends before it begins. Choose a later day.")
    if (last_day - first_day).days >= LONGEST_DAYS:
        raise Invalid("from", f"Choose a range of at most {LONGEST_DAYS} days.")
    if first_day > today:
        raise Invalid("from", "The range lies in the future. Choose an earlier day.")
    return Window(first_day, min(last_day, today), zone)


def _clipped(db: Session, window: Window, now: datetime) -> tuple[Window, date | None]:
    plan = plan_of(db)
    horizon = now.astimezone(ZoneInfo(window.zone)).date() - timedelta(days=plan.history_days - 1)
    if window.last < horizon:
        raise BeforeHistory("to", f"{plan.label} shows the last {plan.history_days} days. Choose a later range.")
    if window.first < horizon:
        return Window(horizon, window.last, window.zone, is_all=True), horizon
    # Compared only with days that are all still kept: beside a part of them everything would seem to have grown.
    before = window.before
    is_compared = before is not None and before.first >= horizon
    return (window if is_compared else replace(window, is_all=True)), None
