"""Makes a file that staff asked for, a slice of it at a time."""

from __future__ import annotations

from plugin.exports import work
from plugin.jobs import job


@job
def make_export(*, location_id: int, export_id: int, turn: int) -> None:
    """Work on it for a second; interrupted, it goes on from the last whole piece when it is told again."""
    work.work(location_id, export_id, turn)
