"""Learns what an account is called and which clock it goes by, soon after it installed us."""

from __future__ import annotations

from datetime import UTC, datetime

from oauth.tokens import crm_for
from plugin.crm import locations as crm_locations
from plugin.jobs import job
from plugin.locations import verbs as locations
from plugin.tenancy import tenant
from webhooks import inbox


@job
def describe_location(location_id: int) -> None:
    """Ask the CRM for name and time zone, and work the INSTALL events that came before the tokens."""
    with tenant(location_id) as db:
        crm_location_id = locations.crm_id(db)
    inbox.work_waiting(crm_location_id, datetime.now(UTC))
    told = crm_locations.get(crm_for(location_id), crm_location_id)
    with tenant(location_id) as db:
        locations.describe(db, told.name, told.timezone)
