"""Keeping what followed a click: only for clicks of ours, in time, and each once however often it is told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Final, Literal

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from plugin import db as database
from plugin.clicks import click_id
from plugin.clicks.click_id import Named
from plugin.conversions.models import Conversion
from plugin.errors import Invalid
from plugin.links.models import Link
from plugin.locations.models import Terms
from plugin.tenancy import location_of
from plugin.visitors.visitor import visitor_secret

LATEST: Final = timedelta(days=90)  # after the click
SKEW: Final = timedelta(minutes=5)  # the clocks of hosts differ
Via = Literal["server", "pixel"]


@dataclass(frozen=True, slots=True)
class Kept:
    """Whether a conversion was new."""

    new: bool


def convert(db: Session, told: Mapping[str, Any], via: Via, now: datetime) -> Kept:
    """Keep what followed a click of the session's location. `told` is what ConversionSchema reads.

    Raises Invalid `unknown_click` (not a click of this account, or of a link that is gone) and `too_late`.
    """
    named = _named(db, str(told["click_id"]))
    at = told["at"] or now
    if not named.at - SKEW <= at <= now + SKEW:
        raise Invalid("at", "Give a time after the click that is not in the future.")
    if at - named.at > LATEST:
        raise Invalid("click_id", f"This was clicked more than {LATEST.days} days before.", code="too_late")
    made = insert(Conversion).values(
        location_id=named.location_id,
        link_id=named.link_id,
        click_at=named.at,
        event=told["event"],
        key=told["id"],
        value=told["value"],
        currency=told["currency"] if told["value"] is not None else None,
        via=via,
        at=at,
    )
    is_new = db.scalar(made.on_conflict_do_nothing().returning(Conversion.id)) is not None
    return Kept(is_new)


def _named(db: Session, text: str) -> Named:
    named = click_id.read(text)
    secret = _secret(db)
    if named is None or secret is None or named.location_id != location_of(db):
        raise _unknown()
    if not click_id.is_genuine(named, secret):
        raise _unknown()
    # Held until the end: whoever deletes the link meanwhile waits, and takes this along.
    if db.scalar(select(Link.id).where(Link.id == named.link_id).with_for_update(key_share=True)) is None:
        raise _unknown()
    return named


def _secret(db: Session) -> bytes | None:
    salt = db.scalar(select(Terms.visitor_salt).where(Terms.location_id == location_of(db)))
    return visitor_secret(database.settings().visitor_secret, bytes(salt)) if salt else None


def _unknown() -> Invalid:
    return Invalid("click_id", "This is not a click of a link of yours.", code="unknown_click")


def forget_link(db: Session, link_id: int) -> None:
    """Remove what followed the clicks of a deleted link."""
    db.execute(delete(Conversion).where(Conversion.link_id == link_id))
