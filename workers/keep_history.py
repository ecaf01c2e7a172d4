"""Lets go of an account's clicks that are older than its plan shows."""

from __future__ import annotations

from datetime import UTC, datetime

from plugin.clicks import retain
from plugin.jobs import job


@job
def keep_history(*, location_id: int) -> None:
    """Let go of them piece by piece; interrupted, it goes on from there when it is told again."""
    retain.keep_history(location_id, datetime.now(UTC))
