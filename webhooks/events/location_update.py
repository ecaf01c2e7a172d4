"""LocationUpdate: an account has another name, or goes by another clock, which only the CRM itself can tell."""

from __future__ import annotations

from typing import Final

from oauth.tokens import crm_for
from plugin.crm import locations as crm_locations
from plugin.locations import book
from plugin.locations import verbs as locations
from plugin.tenancy import tenant
from webhooks.event import Event

kind: Final = "LocationUpdate"
label: Final = "Account changed"


def work(event: Event) -> str:
    """Keep the name that is told, unless a later one is known, and ask the CRM for the time zone."""
    place = book.find(event.text("id") or event.text("locationId") or "")
    if place is None:
        return "nothing"
    with tenant(place.location_id) as db:
        locations.rename(db, event.text("name") or "", event.at)
    told = crm_locations.get(crm_for(place.location_id), place.crm_location_id)
    with tenant(place.location_id) as db:
        locations.describe(db, "", told.timezone)
    return "done"
