"""Attempts one run in the CRM."""

from __future__ import annotations

from oauth.tokens import crm_for
from plugin.automations import runs
from plugin.jobs import job


@job
def perform_run(*, location_id: int, run_id: int) -> None:
    """Do it once; a run that is finished, not due or in another worker's hands is left alone."""
    runs.perform(location_id, run_id, crm_for)
