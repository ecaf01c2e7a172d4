"""What staff should know before they wonder: sentences for the dashboard, each with a stable code."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import column, select, table
from sqlalchemy.orm import Session

from oauth.models import NEEDS_REINSTALL, PARKED, Install
from plugin.settings import Settings

Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know and what to do about it."""

    code: str
    level: Level
    message: str


# Clicks stand above this room, so their table is named here and not imported.
HISTORY: Final = table("history", column("next_days"), column("bites_at"))
NO_GEO: Final = Notice("no_geo", "info", "Countries and cities are unknown: no geo database is installed.")
OF_STATE: Final = {
    PARKED: Notice(
        "crm_parked", "warning", "Your CRM has paused this account. Tags wait and are added once it is active again."
    ),
    NEEDS_REINSTALL: Notice(
        "needs_reinstall", "error", "Your CRM no longer gives us access. Install Smart Links again to go on tagging."
    ),
}


def notices(db: Session, settings: Settings) -> list[Notice]:
    """What holds for this session's location now."""
    state = db.scalar(select(Install.state))
    found = [OF_STATE[state]] if state in OF_STATE else []
    smaller = db.execute(select(HISTORY).where(HISTORY.c.next_days.is_not(None))).one_or_none()
    if smaller:
        found.append(_removal(smaller.next_days, smaller.bites_at))
    has_geo = settings.geo_database is not None and settings.geo_database.is_file()
    return found if has_geo else [*found, NO_GEO]


def _removal(days: int, at: datetime) -> Notice:
    message = (
        f"From {at.day} {at:%B %Y} on, clicks older than {days} days are deleted: your plan no longer shows them. "
        "A larger plan until then keeps them."
    )
    return Notice("history_shrinks", "warning", message)
