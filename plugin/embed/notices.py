"""What staff should know before they wonder: sentences for the dashboard, each with a stable code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from sqlalchemy import select
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
    has_geo = settings.geo_database is not None and settings.geo_database.is_file()
    return found if has_geo else [*found, NO_GEO]
