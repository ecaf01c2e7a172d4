"""Which versions of operating systems clicks came from."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy.orm import Session

from plugin.reports.asked import Asked
from plugin.reports.breakdown import break_down_by
from plugin.reports.shapes import VERSIONS

kind: Final = "system_versions"
label: Final = "System versions"
shape: Final = VERSIONS
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> list[dict[str, Any]]:
    """Clicks by operating system and its version, as far as it was told."""
    found = break_down_by(db, ("system", "system_version"), asked.window, asked.wanted, asked.most)
    return [{"value": name, "version": version, "clicks": clicks} for name, version, clicks in found]
