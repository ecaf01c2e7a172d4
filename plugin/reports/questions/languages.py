"""Which languages visitors read."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from plugin.reports.asked import Asked
from plugin.reports.breakdown import Slice, break_down
from plugin.reports.shapes import SLICES

kind: Final = "languages"
label: Final = "Languages"
shape: Final = SLICES
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> list[Slice]:
    """Clicks by the language that the visitor's browser asks for first."""
    return break_down(db, "language", asked.window, asked.wanted, asked.most)
