"""Which versions of browsers clicks came from."""

from __future__ import annotations

from typing import Any, Final

from sqlalchemy.orm import Session

from plugin.reports.asked import Asked
from plugin.reports.breakdown import break_down_by
from plugin.reports.shapes import VERSIONS

kind: Final = "browser_versions"
label: Final = "Browser versions"
shape: Final = VERSIONS
by_pulse: Final = True


def answer(db: Session, asked: Asked) -> list[dict[str, Any]]:
    """Clicks by browser and its version, as far as it was told."""
    found = break_down_by(db, ("browser", "browser_version"), asked.window, asked.wanted, asked.most)
    return [{"value": name, "version": version, "clicks": clicks} for name, version, clicks in found]
