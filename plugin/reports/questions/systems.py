"""Which operating systems clicks came from."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from plugin.reports.asked import Asked
from plugin.reports.breakdown import Slice, break_down
from plugin.reports.shapes import SLICES

kind: Final = "systems"
label: Final = "Systems"
shape: Final = SLICES
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> list[Slice]:
    """Clicks by operating system."""
    return break_down(db, "system", asked.window, asked.wanted, asked.most)
