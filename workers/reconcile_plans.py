"""Has each account's plan compared with the marketplace's once a day, a few at a time, so that no tag waits for it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from oauth import plan_check
from plugin.jobs import tell

AT_ONCE: Final = 10


def reconcile_plans() -> None:
    """Queue those that are due; made to be called every half minute, which is 28,800 accounts a day."""
    for location_id in plan_check.unchecked(datetime.now(UTC), AT_ONCE):
        tell("reconcile_plan", location_id=location_id)
