"""A link whose time has not come."""

from __future__ import annotations

from typing import Final

from plugin.links.live import Live
from plugin.visitors.visitor import Visitor

kind: Final = "starts"
label: Final = "Starts later"
outcome: Final = "paused"
status: Final = 404


def shut(live: Live, visitor: Visitor, now: float) -> bool:  # noqa: ARG001 - every gate is asked alike
    """Until the moment it starts."""
    return live.starts_at is not None and now < live.starts_at
