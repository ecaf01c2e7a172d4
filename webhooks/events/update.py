"""UPDATE: an install moved to another version of the app; what it tells is what INSTALL tells, of one that works."""

from __future__ import annotations

from typing import Final

from oauth import companies, installs
from plugin.locations import book
from webhooks.event import Event
from webhooks.events.install import news_of

kind: Final = "UPDATE"
label: Final = "Updated"


def work(event: Event) -> str:
    """Keep what is told of the account or the company; `nothing` where it has not installed us."""
    location_id = event.text("locationId")
    if location_id is None:
        outcome = companies.learn(event.text("companyId") or "", news_of(event), event.at)
    else:
        place = book.find(location_id)
        outcome = installs.learn(place, news_of(event), event.at) if place else "waits"
    return "nothing" if outcome == "waits" else outcome
