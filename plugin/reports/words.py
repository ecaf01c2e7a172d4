"""Single clicks in words, for staff to read: when, on which link, from where and on what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, select
from sqlalchemy.orm import Session

from plugin.clicks.dictionaries import DICTIONARIES, Agent, Origin, Place, Target
from plugin.clicks.models import Click
from plugin.links.models import Link


@dataclass(frozen=True, slots=True)
class Told:
    """One click; what is not known is None. `title` is the link's present one."""

    at: datetime
    seq: int
    link_id: int
    title: str | None
    country: str | None
    region: str | None
    city: str | None
    device: str | None
    system: str | None
    browser: str | None
    source: str | None
    destination: str | None
    qr: bool
    contact_id: str | None


def told(db: Session, conditions: Sequence[ColumnElement[bool]], most: int) -> list[Told]:
    """The newest clicks of the session's location under these conditions on their rows."""
    rows: Any = select(
        Click.at, Click.seq, Click.link_id, Link.title, Place.country, Place.region, Place.city, Agent.device,
        Agent.system, Agent.browser, Origin.source, Target.destination, Click.qr, Click.crm_contact_id,
    )  # fmt: skip
    rows = joined(rows).outerjoin(Link, and_(Link.location_id == Click.location_id, Link.id == Click.link_id))
    newest = rows.where(*conditions).order_by(Click.at.desc(), Click.seq.desc()).limit(most)
    return [Told(*row) for row in db.execute(newest)]


def joined(rows: Any) -> Any:
    """A SELECT from clicks, with the words behind their numbers beside them."""
    rows = rows.select_from(Click)
    for each in DICTIONARIES:
        number = getattr(Click, f"{each.part}_id")
        rows = rows.join(each.entry, and_(each.entry.location_id == Click.location_id, each.entry.id == number))
    return rows
