"""A link that its owner has paused."""

from __future__ import annotations

from typing import Final

from plugin.clicks.asked import Asked
from plugin.links.live import Live

kind: Final = "paused"
label: Final = "Paused"
outcome: Final = "paused"
status: Final = 404
asks: Final = False


def shut(live: Live, asked: Asked, now: float) -> bool:  # noqa: ARG001 - every gate is asked alike
    """Until it is resumed."""
    return live.paused
