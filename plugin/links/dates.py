"""When a link works: whether its dates make sense, and which status they give it."""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal

from sqlalchemy import ColumnElement, and_, func

from plugin.errors import Invalid
from plugin.links.models import Link

Status = Literal["active", "paused", "scheduled", "expired"]
STATUSES: Final[tuple[Status, ...]] = ("active", "paused", "scheduled", "expired")


def status(paused: bool, starts_at: datetime | None, expires_at: datetime | None, now: datetime) -> Status:  # noqa: FBT001 - a value of the row, not a switch
    """What a visitor meets at `now`; the order is that of the gates."""
    if paused:
        return "paused"
    if starts_at and starts_at > now:
        return "scheduled"
    return "expired" if expires_at and expires_at <= now else "active"


def has_status(wanted: Status, now: datetime) -> ColumnElement[bool]:
    """The same as a condition on rows."""
    scheduled = func.coalesce(Link.starts_at > now, False)
    expired = func.coalesce(Link.expires_at <= now, False)
    conditions: dict[Status, ColumnElement[bool]] = {
        "paused": Link.paused.is_(True),
        "scheduled": and_(~Link.paused, scheduled),
        "expired": and_(~Link.paused, ~scheduled, expired),
        "active": and_(~Link.paused, ~scheduled, ~expired),
    }
    return conditions[wanted]


def counts_as_active(paused: bool, expires_at: datetime | None, now: datetime) -> bool:  # noqa: FBT001 - as above
    """Whether a plan counts it: not paused, not expired; one that has yet to start is active already."""
    return not paused and (expires_at is None or expires_at > now)


def check_dates(starts_at: datetime | None, expires_at: datetime | None, now: datetime, *, new_end: bool) -> None:
    """Raise Invalid `date_past` for a new end that is over, `date_order` for a start that is not before the end."""
    if new_end and expires_at and expires_at <= now:
        raise Invalid("expires_at", "This moment is already over. Pick one that is still to come.", code="date_past")
    if starts_at and expires_at and starts_at >= expires_at:
        raise Invalid("starts_at", "A link has to start before it expires.", code="date_order")
