"""Queues the runs that are due, whatever became of the queue."""

from __future__ import annotations

from plugin.automations import queue


def sweep_runs() -> None:
    """Tell the queue of every run that is due, some hundreds at a time."""
    queue.sweep()
