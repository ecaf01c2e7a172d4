"""Queues the exports that nobody works on, and lets go of those that have been kept for their day."""

from __future__ import annotations

from plugin.exports import work


def sweep_exports() -> None:
    """Tell the queue of each once more, then forget the expired."""
    work.sweep()
