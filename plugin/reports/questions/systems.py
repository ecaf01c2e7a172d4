"""Which operating systems clicks came from."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from plugin.reports.breakdown import Slice, break_down
from plugin.reports.filter import Filter
from plugin.reports.window import Window

kind: Final = "systems"
label: Final = "Systems"


def answer(db: Session, window: Window, wanted: Filter) -> list[Slice]:
    """Clicks by operating system."""
    return break_down(db, "system", window, wanted)
