"""Where clicks came from: an app, a site, a label of the link, or straight to us."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from plugin.reports.breakdown import Slice, break_down
from plugin.reports.filter import Filter
from plugin.reports.window import Window

kind: Final = "sources"
label: Final = "Sources"


def answer(db: Session, window: Window, wanted: Filter) -> list[Slice]:
    """Clicks by source."""
    return break_down(db, "source", window, wanted)
