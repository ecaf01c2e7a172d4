"""What every kind of trigger has: a name for the CRM, and the event that it fires."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

Event = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LinkTold:
    """The link that an event is about, as workflows see it; empty texts where it is in no campaign."""

    id: str
    title: str
    short_url: str
    destination: str
    campaign_id: str
    campaign: str


class Trigger(Protocol):
    """A module of this folder; `marketplace.json` holds what the CRM shows of it, under the same key."""

    kind: str
    label: str
    __name__: str

    def event(self, contact_id: str, link: LinkTold, told: Mapping[str, Any]) -> Event:
        """What is sent, in the shape of the sample in `marketplace.json`; `told` is what its cause noted."""


def about(contact_id: str, link: LinkTold) -> Event:
    """What all events say: whom it is about, and the link."""
    shown = {"id": link.id, "title": link.title, "short_url": link.short_url, "destination": link.destination}
    return {"contact_id": contact_id, "link": shown, "campaign": {"id": link.campaign_id, "name": link.campaign}}
