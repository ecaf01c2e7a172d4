"""ContactDndUpdate: a contact may be written to again, or no longer."""

from __future__ import annotations

from typing import Final

from webhooks.contact_news import keep
from webhooks.event import Event

kind: Final = "ContactDndUpdate"
label: Final = "Do not disturb changed"


def work(event: Event) -> str:
    """Bring our copy of the contact up to date, and start nothing."""
    return keep(event)
