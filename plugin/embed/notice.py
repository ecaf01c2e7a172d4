"""One sentence for the dashboard: what staff should know before they wonder, with a stable code."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["info", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know and what to do about it."""

    code: str
    level: Level
    message: str
