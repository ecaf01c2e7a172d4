"""Queues deleted links with clicks left, and deleted contacts whom clicks still name, whatever became of the queue."""

from __future__ import annotations

from plugin.automations import forget, forget_contact


def sweep_forgotten() -> None:
    """Tell the queue of each once more."""
    forget.sweep()
    forget_contact.sweep()
