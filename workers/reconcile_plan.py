"""Asks the marketplace which plan an account is on, for an event that told of a change may have been lost."""

from __future__ import annotations

from datetime import UTC, datetime

from oauth import plan_check
from plugin.jobs import job


@job
def reconcile_plan(location_id: int) -> None:
    """Compare one location's plan; nothing where that was done within the day."""
    plan_check.reconcile(location_id, datetime.now(UTC))
