"""What an event says of a contact: its bodies are flat, whole or in parts, and in any order."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from plugin.clicks.erase import come_back, is_erased_for_good
from plugin.contacts import verbs as contacts
from plugin.contacts.merge import News, news_of
from plugin.crm.contacts import ID
from plugin.locations import book
from plugin.locations.book import Place
from plugin.tenancy import tenant
from webhooks.event import Event


def keep(event: Event) -> str:
    """Keep what is said: `done`; `old` where we know better; `nothing` where it is about nobody of ours.

    It starts nothing but that: our own writes to a contact come back as events too.
    """
    place, contact_id = about(event)
    if place is None:
        return "nothing"
    news = _news(event)
    with tenant(place.location_id) as db:
        if is_erased_for_good(db, contact_id):
            return "nothing"
        is_new = contacts.know(db, contact_id, news)
        if "tags" not in news.said:
            # Cut short by the CRM, or a way of saying that there are none any more: only the CRM can tell.
            contacts.doubt(db, contact_id)
        if is_new and contacts.is_here(db, contact_id):
            come_back(db, contact_id)
    return "done" if is_new else "old"


def about(event: Event) -> tuple[Place | None, str]:
    """Whom it is about; nobody where the account never installed us, or the contact has no name of the CRM's."""
    contact_id = event.text("id") or ""
    place = book.find(event.text("locationId") or "") if ID.fullmatch(contact_id) else None
    return place, contact_id


def _news(event: Event) -> News:
    return news_of(event.at, {**_named(event.body), **event.body})


def _named(body: Mapping[str, Any]) -> dict[str, str]:
    parts = [body[name] for name in ("firstName", "lastName") if isinstance(body.get(name), str)]
    return {"name": " ".join(parts)} if parts else {}
