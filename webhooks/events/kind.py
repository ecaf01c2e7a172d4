"""What every kind of event has."""

from __future__ import annotations

from typing import Protocol

from webhooks.event import Event


class Kind(Protocol):
    """A module of this folder."""

    kind: str
    label: str
    __name__: str

    def work(self, event: Event) -> str:
        """Do what the event asks for, safely more than once; answers the outcome in a word."""
