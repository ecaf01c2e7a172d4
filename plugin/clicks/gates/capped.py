"""A link whose click limit is reached."""

from __future__ import annotations

from typing import Final

from plugin.clicks.asked import Asked
from plugin.links.live import Live

kind: Final = "capped"
label: Final = "Click limit reached"
outcome: Final = "capped"
status: Final = 410
asks: Final = False


def shut(live: Live, asked: Asked, now: float) -> bool:  # noqa: ARG001 - every gate is asked alike
    """Unless the limit has let this visitor through: who forgets to ask the limit sends nobody."""
    return live.capped and not asked.passes.let_through
