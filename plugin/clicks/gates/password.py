"""A link that asks for a password."""

from __future__ import annotations

from typing import Final

from plugin.clicks.asked import Asked
from plugin.links.live import Live

kind: Final = "password"
label: Final = "Password"
outcome: Final = "password"
status: Final = 200
asks: Final = True


def shut(live: Live, asked: Asked, now: float) -> bool:  # noqa: ARG001 - every gate is asked alike
    """Until the visitor has shown that they know the password as it is now."""
    return live.password is not None and asked.passes.unlocked != live.password
