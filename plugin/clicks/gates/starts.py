"""A link whose time has not come."""

from __future__ import annotations

from typing import Final

from plugin.clicks.asked import Asked
from plugin.links.live import Live

kind: Final = "starts"
label: Final = "Starts later"
outcome: Final = "paused"
status: Final = 404
asks: Final = False


def shut(live: Live, asked: Asked, now: float) -> bool:  # noqa: ARG001 - every gate is asked alike
    """Until the moment it starts."""
    return live.starts_at is not None and now < live.starts_at
