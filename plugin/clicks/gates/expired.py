"""A link whose time is over."""

from __future__ import annotations

from typing import Final

from plugin.clicks.asked import Asked
from plugin.links.live import Live

kind: Final = "expired"
label: Final = "Expired"
outcome: Final = "expired"
status: Final = 410
asks: Final = False


def shut(live: Live, asked: Asked, now: float) -> bool:  # noqa: ARG001 - every gate is asked alike
    """From the moment it expires."""
    return live.expires_at is not None and now >= live.expires_at
