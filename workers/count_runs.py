"""Counts the runs that are not over, for /metrics."""

from __future__ import annotations

from plugin.automations import backlog


def count_runs() -> None:
    """Count them by kind and state."""
    backlog.count()
