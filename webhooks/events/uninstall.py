"""UNINSTALL: an account, or a company with all of its accounts, no longer wants us; its links keep redirecting."""

from __future__ import annotations

from typing import Final

from oauth import installs
from plugin.locations import book
from plugin.locations.book import Place
from webhooks.event import Event

kind: Final = "UNINSTALL"
label: Final = "Uninstalled"


def work(event: Event) -> str:
    """End what is named; `nothing` where that was never installed, has ended, or was installed anew since."""
    ended = [installs.end(place, event.at) for place in _named(event)]
    return "done" if any(ended) else "nothing"


def _named(event: Event) -> list[Place]:
    location_id = event.text("locationId")
    if location_id is None:
        return book.of_company(event.text("companyId") or "")
    place = book.find(location_id)
    return [place] if place else []
