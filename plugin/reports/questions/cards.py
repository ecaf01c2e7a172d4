"""How many clicks, how many people, how many bots; and in as many days before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy.orm import Session

from plugin.reports import counts
from plugin.reports.filter import Filter
from plugin.reports.uniques import unique
from plugin.reports.window import Window

kind: Final = "cards"
label: Final = "In short"


@dataclass(frozen=True, slots=True)
class Cards:
    """Bots stand apart in any case; clicks and unique include them where the filter does."""

    clicks: int
    unique: int
    bots: int


def answer(db: Session, window: Window, wanted: Filter) -> dict[str, Any]:
    """The three numbers, and the same of the window before as `was`, None before all there is."""
    now = _cards(db, window, wanted)
    was = _cards(db, window.before, wanted) if window.before else None
    return {"clicks": now.clicks, "unique": now.unique, "bots": now.bots, "was": was}


def _cards(db: Session, window: Window, wanted: Filter) -> Cards:
    total = counts.total(db, window, wanted)
    return Cards(total.shown(wanted), unique(db, window, wanted), total.bots)
