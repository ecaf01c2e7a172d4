"""Queues the CRM's events that are due, whatever became of the queue."""

from __future__ import annotations

from datetime import UTC, datetime

from webhooks import inbox


def sweep_webhooks() -> None:
    """Tell the queue of every event that is due, some hundreds at a time."""
    inbox.sweep(datetime.now(UTC))
