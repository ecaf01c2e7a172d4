"""What may stand between a visitor and a destination: one file a kind, and KINDS, the tuple in order of precedence."""

from __future__ import annotations

from typing import Final, Protocol

from plugin.clicks.gates import expired, paused, starts
from plugin.links.live import Live
from plugin.visitors.visitor import Visitor


class Gate(Protocol):
    """A kind of gate: its name, its label for staff, how a visitor's hit on it is counted and answered."""

    kind: str
    label: str
    outcome: str
    status: int

    def shut(self, live: Live, visitor: Visitor, now: float) -> bool:
        """Whether this visitor stops here; `now` is in Unix seconds."""


KINDS: Final[tuple[Gate, ...]] = (paused, starts, expired)
