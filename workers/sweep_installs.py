"""Picks up what installs left undone: events that Redis lost, companies to list, accounts without a name."""

from __future__ import annotations

from datetime import UTC, datetime

from oauth import companies, installs
from plugin.jobs import job, tell
from webhooks import inbox


@job
def sweep_installs() -> None:
    """Queue again what should have been worked by now; made to be called every few minutes."""
    now = datetime.now(UTC)
    inbox.sweep(now)
    for company_id in companies.due(now):
        tell("reconcile_company", company_id=company_id)
    for location_id in installs.nameless():
        tell("describe_location", location_id=location_id)
