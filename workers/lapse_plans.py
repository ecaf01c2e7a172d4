"""Lets the plans lapse whose payment failed and was not settled in time."""

from __future__ import annotations

from datetime import UTC, datetime

from oauth import grace


def lapse_plans() -> None:
    """Look for those whose grace is over; made to be called every minute."""
    grace.lapse_overdue(datetime.now(UTC))
