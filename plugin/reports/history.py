"""A contact's own history: every click of theirs that is kept, the newest first."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from sqlalchemy import tuple_
from sqlalchemy.orm import Session

from plugin.clicks.models import Click
from plugin.errors import Invalid
from plugin.plans.limits import plan_of
from plugin.reports.words import told

CURSOR: Final = re.compile(r"(\d{1,18})-(\d{1,18})", re.ASCII)
MICROSECONDS: Final = timedelta(microseconds=1)
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


def history(db: Session, contact_id: str, cursor: str, limit: int, now: datetime) -> dict[str, Any]:
    """A page of a contact's clicks, within the plan's history, and the cursor of the next. Raises Invalid `cursor`."""
    since = now - timedelta(days=plan_of(db).history_days)
    theirs: list[Any] = [Click.crm_contact_id == contact_id, Click.outcome == "sent", Click.human.expression]
    conditions = [*theirs, Click.at >= since]
    if cursor:
        conditions.append(tuple_(Click.at, Click.seq) < _read(cursor))
    found = told(db, conditions, limit + 1)
    last = found[limit - 1] if len(found) > limit else None
    after = f"{(last.at - EPOCH) // MICROSECONDS}-{last.seq}" if last else None
    return {"items": found[:limit], "next": after}


def _read(cursor: str) -> tuple[datetime, int]:
    found = CURSOR.fullmatch(cursor)
    if not found or int(found[1]) >= 1 << 52:
        raise Invalid("cursor", "This is not a cursor of ours. Leave it out to begin anew.")
    return EPOCH + int(found[1]) * MICROSECONDS, int(found[2])
