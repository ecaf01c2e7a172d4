"""Which countries clicks came from."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from plugin.reports.asked import Asked
from plugin.reports.breakdown import Slice, break_down
from plugin.reports.shapes import SLICES

kind: Final = "countries"
label: Final = "Countries"
shape: Final = SLICES
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> list[Slice]:
    """Clicks by country, as its two letters (ISO 3166-1)."""
    return break_down(db, "country", asked.window, asked.wanted, asked.most)
