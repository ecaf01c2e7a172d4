"""What is asked, as a value: over which days, of whose clicks, how finely, and how many of the most clicked."""

from __future__ import annotations

from dataclasses import dataclass

from plugin.reports.breakdown import MOST
from plugin.reports.filter import Filter
from plugin.reports.window import Interval, Window


@dataclass(frozen=True, slots=True)
class Asked:
    """One report's terms. `sent` is how many were told of the link, where staff have typed it in."""

    window: Window
    wanted: Filter
    interval: Interval = "day"
    most: int = MOST
    sent: int | None = None
