"""ContactCreate: somebody is new in an account; their tags may matter at their first click."""

from __future__ import annotations

from typing import Final

from webhooks.contact_news import keep
from webhooks.event import Event

kind: Final = "ContactCreate"
label: Final = "Contact created"


def work(event: Event) -> str:
    """Bring our copy of the contact up to date, and start nothing."""
    return keep(event)
