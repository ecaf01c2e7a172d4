"""ContactUpdate: what an account knows of a contact has changed."""

from __future__ import annotations

from typing import Final

from webhooks.contact_news import keep
from webhooks.event import Event

kind: Final = "ContactUpdate"
label: Final = "Contact changed"


def work(event: Event) -> str:
    """Bring our copy of the contact up to date, and start nothing."""
    return keep(event)
