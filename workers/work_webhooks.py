"""Takes a turn at the events of the CRM that may come by the thousand."""

from __future__ import annotations

from plugin.jobs import job
from webhooks import turns


@job
def work_webhooks() -> None:
    """Work what is due, for as long as a turn may take."""
    turns.take()
