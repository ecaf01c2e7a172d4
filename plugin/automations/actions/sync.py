"""Keeps three fields of the contact who clicked: the last link clicked, the total of clicks, the date of the last."""

from __future__ import annotations

from datetime import UTC
from typing import Any, Final
from zoneinfo import ZoneInfo

from plugin.automations import clicked, contact_fields
from plugin.automations.actions.kind import EFFECT, WINDOW, Done, Errand, NothingToDo, Once, Pace
from plugin.automations.contact_fields import LAST_DATE, LAST_LINK, TOTAL
from plugin.crm import contacts
from plugin.locations import verbs as locations
from plugin.tenancy import tenant

kind: Final = "sync"
label: Final = "Keep the contact's click fields"
once: Once = EFFECT
pace: Pace = WINDOW

caused: Final = clicked.asked_for(kind)


def act(errand: Errand) -> Done:
    """Write all three as they are now, however many runs ask for it: told twice, or late, they are right."""
    values = _values(errand.location_id, errand.contact_id)
    ids = contact_fields.ids_of(errand.location_id, errand.crm)
    dropped = _set(errand, ids, values)
    if dropped:
        contact_fields.forget(errand.location_id, dropped)
        _set(errand, contact_fields.ids_of(errand.location_id, errand.crm), values)
    return Done(values)


def _values(location_id: int, contact_id: str) -> dict[str, str]:
    with tenant(location_id) as db:
        found = clicked.totals(db, contact_id)
        zone = locations.show(db).timezone
    if found is None:
        raise NothingToDo("The clicks that were to be told are gone.", code="no_clicks")
    day = found.at.astimezone(ZoneInfo(zone) if zone else UTC).date()
    return {LAST_LINK: found.link, TOTAL: str(found.clicks), LAST_DATE: day.isoformat()}


def _set(errand: Errand, ids: dict[str, str], values: dict[str, str]) -> set[str]:
    """Send them, and say which fields the CRM dropped: it says nothing of one that has been deleted there."""
    said = contacts.set_fields(errand.crm, errand.contact_id, {ids[name]: value for name, value in values.items()})
    contact = said.get("contact")
    kept: Any = contact.get("customFields") if isinstance(contact, dict) else None
    # An answer that tells no fields at all tells nothing.
    if not isinstance(kept, list) or not kept:
        return set()
    has = {str(one.get("id")): one.get("value") for one in kept if isinstance(one, dict)}
    return {ids[name] for name, value in values.items() if ids[name] not in has or _is_old(name, has[ids[name]], value)}


def _is_old(name: str, has: object, sent: str) -> bool:
    """Whether the contact shows what it had before: some answers do so of a field that is no more."""
    if has is None:
        return False
    if name == TOTAL:
        return str(has).replace(".", "", 1).isdecimal() and float(str(has)) != float(sent)
    # How the CRM writes dates, and what it makes of signs, is its own affair.
    return name == LAST_LINK and _letters(str(has)) != _letters(sent)


def _letters(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())
