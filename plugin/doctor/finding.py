"""What the doctor says: one thing looked at, and how it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Level = Literal["ok", "warning", "error"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at: how bad it is, a stable code, and a sentence that says what to do."""

    level: Level
    code: str
    sentence: str


def first_line(fault: Exception) -> str:
    """The part of a fault's own words that fits into a sentence."""
    return str(fault).strip().split("\n", 1)[0]
