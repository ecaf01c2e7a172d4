"""What is new since an open dashboard last asked: nobody is held on the line, and nothing new costs one key read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from plugin.clicks.models import Click, Pulse
from plugin.errors import Invalid
from plugin.reports.words import Told, told

MOST: Final = 50
LATE: Final = timedelta(seconds=15)  # how much later than its click a hit is recorded, unless a store was down
SLEPT: Final = timedelta(minutes=10)  # who has not asked for so long asks for everything anew
CURSOR: Final = re.compile(r"(\d{1,18})-(\d{1,16})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Live:
    """What came after a cursor: how many hits, the newest clicks of people among them, and where to go on from.

    `reset` says that the cursor was none of now: ask for the whole report again and go on from this one.
    """

    cursor: str
    new: int = 0
    clicks: Sequence[Told] = ()
    reset: bool = False


def live(db: Session, cursor: str, link_id: int | None, now: datetime) -> Live:
    """What is new for the session's location since `cursor`; without one, where to begin. Raises Invalid `cursor`."""
    seq = db.scalar(select(Pulse.seq)) or 0
    here = f"{seq}-{int(now.timestamp() * 1000)}"
    if not cursor:
        return Live(here)
    before, asked_at = _read(cursor)
    if seq == before:
        return Live(here)
    if seq < before or now - asked_at > SLEPT:
        return Live(here, reset=True)
    return Live(here, seq - before, _newest(db, before, asked_at - LATE, link_id))


def _read(cursor: str) -> tuple[int, datetime]:
    found = CURSOR.fullmatch(cursor)
    if not found:
        raise Invalid("cursor", "This is not a cursor of ours. Leave it out to begin anew.")
    return int(found[1]), datetime.fromtimestamp(int(found[2][:13]) / 1000, UTC)


def _newest(db: Session, before: int, since: datetime, link_id: int | None) -> Sequence[Told]:
    # Backwards from now through the key: as few rows as are shown, however many clicks the location has.
    conditions: list[Any] = [Click.at >= since, Click.seq > before, Click.outcome == "sent", Click.human.expression]
    if link_id is not None:
        conditions.append(Click.link_id == link_id)
    return told(db, conditions, MOST)
