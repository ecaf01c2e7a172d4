"""Does what an account has due in the CRM, for a slice of time."""

from __future__ import annotations

from oauth.tokens import crm_for
from plugin.automations import turns
from plugin.jobs import job


@job
def drain_runs(*, location_id: int) -> None:
    """Take the account's turn; what is left when its slice ends is queued anew."""
    turns.take_turn(location_id, crm_for)
