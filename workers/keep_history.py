"""Lets go of an account's clicks that are older than its plan shows, and of runs that were over long ago."""

from __future__ import annotations

from datetime import UTC, datetime

from plugin.automations import forget_runs
from plugin.clicks import retain
from plugin.jobs import job


@job
def keep_history(*, location_id: int) -> None:
    """Let go of them piece by piece; interrupted, it goes on from there when it is told again."""
    now = datetime.now(UTC)
    retain.keep_history(location_id, now)
    forget_runs.remove_old(location_id, now)
