"""A link that its owner has paused."""

from __future__ import annotations

from typing import Final

from plugin.links.live import Live
from plugin.visitors.visitor import Visitor

kind: Final = "paused"
label: Final = "Paused"
outcome: Final = "paused"
status: Final = 404


def shut(live: Live, visitor: Visitor, now: float) -> bool:  # noqa: ARG001 - every gate is asked alike
    """Until it is resumed."""
    return live.paused
