"""Writes one note on the contact's timeline for all that they clicked within a window."""

from __future__ import annotations

import re
from datetime import UTC, tzinfo
from typing import Final
from zoneinfo import ZoneInfo

from plugin.automations import clicked
from plugin.automations.actions.kind import READ_BACK, WINDOW, Done, Errand, NothingToDo, Once, Pace, Work
from plugin.automations.clicked import LinkClicked
from plugin.crm import notes
from plugin.crm.errors import CrmError, CrmUnavailable
from plugin.locations import verbs as locations
from plugin.tenancy import tenant

kind: Final = "note"
label: Final = "Write a note on the contact's timeline"
once: Once = READ_BACK
pace: Pace = WINDOW
MOST: Final = 10  # links that a note names

caused: Final = clicked.asked_for(kind)


def act(errand: Errand) -> Done:
    """Write a note for each window, save for those that earlier attempts turn out to have written."""
    told = [(run, text) for run in errand.runs if (text := _text(errand, run))]
    if not told:
        raise NothingToDo("The clicks that were to be told are gone.", code="no_clicks")
    is_doubtful = any(run.maybe_done for run, _ in told)
    there = "\n".join(notes.bodies(errand.crm, errand.contact_id)) if is_doubtful else ""
    written = list[str]()
    for run, text in told:
        if not re.search(rf"\b{marker(run)}\b", there):
            _write(errand, text, is_first=not written)
            written.append(marker(run))
    return Done({"notes": written})


def marker(run: Work) -> str:
    """The last word of a run's note, by which it is known again."""
    return f"SL-{run.id}"


def _write(errand: Errand, text: str, *, is_first: bool) -> None:
    try:
        notes.add(errand.crm, errand.contact_id, text)
    except CrmError as error:
        if is_first:
            raise
        # Whatever it was, something has been written by now: read it back before the next attempt writes.
        raise CrmUnavailable(error.message) from error


def _text(errand: Errand, run: Work) -> str:
    with tenant(errand.location_id) as db:
        links = clicked.within(db, errand.contact_id, float(run.payload["since"]), float(run.payload["until"]))
        zone = locations.show(db).timezone
    if not links:
        return ""
    when = ZoneInfo(zone) if zone else UTC
    total = sum(link.clicks for link in links)
    if total == 1:
        lines = [f"Clicked {links[0].link}", _details(links[0], when)]
    else:
        lines = [f"Clicked {total} times", *(_line(link, when) for link in links[:MOST])]
        lines += [f"• and {len(links) - MOST} more links"] if len(links) > MOST else []
    return "\n".join([*lines, marker(run)])


def _line(link: LinkClicked, zone: tzinfo) -> str:
    times = f", {link.clicks} times, last" if link.clicks > 1 else ","
    return f"• {link.link}{times} {_details(link, zone)}"


def _details(link: LinkClicked, zone: tzinfo) -> str:
    moment = link.at.astimezone(zone)
    parts = (f"{moment:%d %b %Y, %H:%M %Z}", link.place, link.device)
    return " · ".join(part for part in parts if part)
