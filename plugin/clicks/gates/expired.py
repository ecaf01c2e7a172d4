"""A link whose time is over."""

from __future__ import annotations

from typing import Final

from plugin.links.live import Live
from plugin.visitors.visitor import Visitor

kind: Final = "expired"
label: Final = "Expired"
outcome: Final = "expired"
status: Final = 410


def shut(live: Live, visitor: Visitor, now: float) -> bool:  # noqa: ARG001 - every gate is asked alike
    """From the moment it expires."""
    return live.expires_at is not None and now >= live.expires_at
