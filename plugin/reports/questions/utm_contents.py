"""What visitors brought as `utm_content`."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from plugin.reports.asked import Asked
from plugin.reports.breakdown import Slice, break_down
from plugin.reports.shapes import SLICES

kind: Final = "utm_contents"
label: Final = "UTM content"
shape: Final = SLICES
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> list[Slice]:
    """Clicks by the label that the short URL was opened with."""
    return break_down(db, "utm_content", asked.window, asked.wanted, asked.most)
