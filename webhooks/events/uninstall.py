"""UNINSTALL: an account, or a company with all of its accounts, no longer wants us; its links keep redirecting."""

from __future__ import annotations

from typing import Final

from oauth import companies, installs
from plugin.locations import book
from webhooks import order
from webhooks.event import Event

kind: Final = "UNINSTALL"
label: Final = "Uninstalled"


def work(event: Event) -> str:
    """End what is named; `nothing` where that was never installed, has ended, or was installed anew since."""
    with order.turn():
        return "done" if _end(event) else "nothing"


def _end(event: Event) -> bool:
    location_id, company_id = event.text("locationId"), event.text("companyId") or ""
    if location_id is not None:
        place = book.find(location_id)
        return place is not None and installs.end(place, event.at)
    ended = [companies.end(company_id, event.at)]
    ended += [installs.end(place, event.at) for place in book.of_company(company_id)]
    return any(ended)
