"""Queues the captured leads that nobody has seen to, whatever became of the queue."""

from __future__ import annotations

from plugin.automations import captured


def sweep_leads() -> None:
    """Tell the queue of each once more."""
    captured.sweep()
