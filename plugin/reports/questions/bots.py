"""Which machines opened links, and how we knew."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from plugin.reports import breakdown
from plugin.reports.asked import Asked
from plugin.reports.breakdown import Slice
from plugin.reports.shapes import SLICES

kind: Final = "bots"
label: Final = "Bots"
shape: Final = SLICES
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> list[Slice]:
    """Hits of machines by the reason why we take them for one; they are in no other number."""
    return breakdown.bots(db, asked.window, asked.wanted)
