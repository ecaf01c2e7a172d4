"""Erases an account that has left, once its time is over."""

from __future__ import annotations

from datetime import UTC, datetime

from oauth import erase
from plugin.jobs import job, tell


@job
def erase_location(*, location_id: int) -> None:
    """Erase it, or a large part of it and then go on in a job of its own."""
    if not erase.erase(location_id, datetime.now(UTC)):
        tell("erase_location", location_id=location_id)
