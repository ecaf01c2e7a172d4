"""Picks up what an install left undone: events that Redis lost, accounts whose name the CRM could not tell."""

from __future__ import annotations

from datetime import UTC, datetime

from oauth import installs
from plugin.jobs import job, tell
from webhooks import inbox


@job
def sweep_installs() -> None:
    """Queue again what should have been worked by now; made to be called every few minutes."""
    inbox.sweep(datetime.now(UTC))
    for location_id in installs.nameless():
        tell("describe_location", location_id=location_id)
