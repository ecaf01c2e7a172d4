"""Where clicks came from."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from plugin.reports.asked import Asked
from plugin.reports.breakdown import Slice, break_down
from plugin.reports.shapes import SLICES

kind: Final = "sources"
label: Final = "Sources"
shape: Final = SLICES
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> list[Slice]:
    """Clicks by source: an app, a site, a campaign's `utm_source`, or Direct."""
    return break_down(db, "source", asked.window, asked.wanted, asked.most)
