"""ContactTagUpdate: a contact has other tags than before; the list is whole, not what changed."""

from __future__ import annotations

from typing import Final

from webhooks.contact_news import keep
from webhooks.event import Event

kind: Final = "ContactTagUpdate"
label: Final = "Contact tagged"


def work(event: Event) -> str:
    """Bring our copy of the contact up to date, and start nothing."""
    return keep(event)
