"""Queues the deleted links whose clicks are still there, whatever became of the queue."""

from __future__ import annotations

from plugin.automations import forget


def sweep_forgotten() -> None:
    """Tell the queue of each once more."""
    forget.sweep()
