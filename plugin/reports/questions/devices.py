"""What kinds of device clicks came from."""

from __future__ import annotations

from typing import Final

from sqlalchemy.orm import Session

from plugin.reports.breakdown import Slice, break_down
from plugin.reports.filter import Filter
from plugin.reports.window import Window

kind: Final = "devices"
label: Final = "Devices"


def answer(db: Session, window: Window, wanted: Filter) -> list[Slice]:
    """Clicks by kind of device: mobile, desktop, tablet, other."""
    return break_down(db, "device", window, wanted)
