"""ContactDelete: an account has removed a contact; with us nothing names them any more."""

from __future__ import annotations

from typing import Final

from plugin.automations import forget_contact
from plugin.tenancy import tenant
from webhooks.contact_news import about
from webhooks.event import Event

kind: Final = "ContactDelete"
label: Final = "Contact deleted"


def work(event: Event) -> str:
    """Forget the contact and have their clicks unlinked; `old` where a deletion as late is known."""
    place, contact_id = about(event)
    if place is None:
        return "nothing"
    with tenant(place.location_id) as db:
        return "done" if forget_contact.begin(db, contact_id, event.at) else "old"
