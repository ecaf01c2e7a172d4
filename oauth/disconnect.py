"""Disconnect: out of the CRM by its own uninstall, then out of here as after any other; nothing half-done between."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from oauth import installs
from oauth.tokens import crm_for
from plugin import db as database
from plugin.crm import installations
from plugin.crm.errors import CrmNotFound, CrmRefused, NeedsReinstall, ScopeMissing
from plugin.errors import Conflict
from plugin.locations import verbs as locations
from plugin.tenancy import tenant

REASON: Final = "Disconnected from inside Smart Links."


@dataclass(frozen=True, slots=True)
class Disconnected:
    """When the account left, when it will be erased, and whether the CRM took us out at our word.

    Where it did not, our access had ended already, and the CRM may still list us until somebody uninstalls us there.
    """

    at: datetime
    erased_at: datetime
    crm_uninstalled: bool


def disconnect(location_id: int, reason: str, now: datetime) -> Disconnected:
    """Uninstall a location from the CRM and end it here; safe to repeat where no answer came.

    Raises Conflict `uninstall_in_crm` where the CRM does not let us, and CrmUnavailable, RateLimited or
    LocationInactive where it does not answer: nothing has changed here then.
    """
    with tenant(location_id) as session:
        place = locations.place(session)
    told = _leave(location_id, place.crm_location_id, reason or REASON)
    installs.end_now(place, now)
    return Disconnected(now, erased_at(now), told)


def erased_at(now: datetime) -> datetime:
    """When an account that leaves now is erased."""
    return now + timedelta(days=database.settings().erase_after_days)


def _leave(location_id: int, crm_location_id: str, reason: str) -> bool:
    try:
        installations.uninstall(crm_for(location_id), database.settings().crm_app_id, crm_location_id, reason)
    except (CrmNotFound, NeedsReinstall):
        # It has taken us out before: in a try whose answer was lost, or by a user there.
        return False
    except (ScopeMissing, CrmRefused) as refused:
        raise Conflict(
            "Your CRM does not let Smart Links uninstall itself. Uninstall it in your CRM's app marketplace.",
            code="uninstall_in_crm",
        ) from refused
    return True
