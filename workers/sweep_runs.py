"""Queues the accounts that have runs due, whatever became of the queue."""

from __future__ import annotations

from plugin.automations import queue


def sweep_runs() -> None:
    """Tell the queue of every account that has runs due."""
    queue.sweep()
