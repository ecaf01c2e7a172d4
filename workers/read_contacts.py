"""Asks the CRM about contacts who clicked and of whom it has not told us."""

from __future__ import annotations

from oauth.tokens import crm_for
from plugin.contacts import read
from plugin.jobs import job


@job
def read_contacts(*, location_id: int) -> None:
    """Read a few of a location's that are due; those that another worker reads are left to it."""
    read.read(location_id, crm_for)
