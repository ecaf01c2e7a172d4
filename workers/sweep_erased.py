"""Queues the accounts that left and whose time is over."""

from __future__ import annotations

from datetime import UTC, datetime

from oauth import erase
from plugin.jobs import tell


def sweep_erased() -> None:
    """Tell the queue of each, until it is erased."""
    for location_id in erase.due(datetime.now(UTC)):
        tell("erase_location", location_id=location_id)
