"""Erases an account that has left, once its time is over."""

from __future__ import annotations

from datetime import UTC, datetime

from oauth import erase
from plugin.jobs import job


@job
def erase_location(*, location_id: int) -> None:
    """Erase it, or a part of it."""
    erase.erase(location_id, datetime.now(UTC))
