"""What may stand between a visitor and a destination: one file a kind, and KINDS, the tuple in order of precedence."""

from __future__ import annotations

from typing import Final, Protocol

from plugin.clicks.asked import Asked
from plugin.clicks.gates import capped, expired, lead, password, paused, starts
from plugin.links.live import Live


class Gate(Protocol):
    """A kind of gate: its name, its label for staff, how a visitor's hit on it is counted and answered.

    `asks` says that the link is open, and whoever shows what this gate asks for passes.
    """

    kind: str
    label: str
    outcome: str
    status: int
    asks: bool

    def shut(self, live: Live, asked: Asked, now: float) -> bool:
        """Whether this visitor stops here; `now` is in Unix seconds."""


KINDS: Final[tuple[Gate, ...]] = (paused, starts, expired, capped, password, lead)
