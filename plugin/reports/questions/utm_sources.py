"""What visitors brought as `utm_source`."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from plugin.reports.asked import Asked
from plugin.reports.breakdown import Slice, break_down
from plugin.reports.shapes import SLICES

kind: Final = "utm_sources"
label: Final = "UTM source"
shape: Final = SLICES
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> list[Slice]:
    """Clicks by the label that the short URL was opened with."""
    return break_down(db, "utm_source", asked.window, asked.wanted, asked.most)
