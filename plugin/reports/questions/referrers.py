"""Which sites clicks came from."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from plugin.reports.asked import Asked
from plugin.reports.breakdown import Slice, break_down
from plugin.reports.shapes import SLICES

kind: Final = "referrers"
label: Final = "Referrers"
shape: Final = SLICES
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> list[Slice]:
    """Clicks by the host of the page that the link stood on."""
    return break_down(db, "referrer_host", asked.window, asked.wanted, asked.most)
