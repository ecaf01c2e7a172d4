"""Which countries clicks came from."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from plugin.reports.breakdown import Slice, break_down
from plugin.reports.filter import Filter
from plugin.reports.window import Window

kind: Final = "countries"
label: Final = "Countries"


def answer(db: Session, window: Window, wanted: Filter) -> list[Slice]:
    """Clicks by country, as its two letters (ISO 3166-1)."""
    return break_down(db, "country", window, wanted)
