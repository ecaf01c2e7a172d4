"""Whom an event about money is about: the account that it names, else the accounts that its company pays for."""

from __future__ import annotations

from collections.abc import Callable

from oauth import standing
from plugin.locations import book
from plugin.locations.book import Place
from webhooks.event import Event


def each_paid_for(event: Event, work: Callable[[Place], str]) -> str:
    """The outcome of one account, or of a company's, `done` where that was any's; `nothing` where it pays for none."""
    location_id = event.text("locationId")
    if location_id is not None:
        place = book.find(location_id)
        return work(place) if place else "waits"
    places = book.of_company(event.text("companyId") or "")
    outcomes = {work(place) for place in places if standing.is_paid_by_company(place)}
    return next((one for one in ("done", "waits", "old") if one in outcomes), "nothing")
