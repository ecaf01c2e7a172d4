"""Queues every account's history, to be kept as long as its plan says."""

from __future__ import annotations

from plugin.jobs import tell
from plugin.locations.book import every_id


def sweep_history() -> None:
    """Tell the queue of each; with Redis down, of none until the next turn."""
    all(tell("keep_history", location_id=location_id) for location_id in every_id())
