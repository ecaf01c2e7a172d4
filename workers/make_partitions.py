"""Makes the coming months' partitions of clicks, and drops those of months long past."""

from __future__ import annotations

from datetime import UTC, datetime

from plugin.clicks import months


def make_partitions() -> None:
    """Make what is missing, drop what is empty."""
    today = datetime.now(UTC).date()
    months.make(today)
    months.drop_past(today)
