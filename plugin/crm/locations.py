"""The CRM's locations: what an account is called and which clock it goes by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from plugin.crm.client import Call, Crm, ask
from plugin.crm.errors import CrmUnavailable

VERSION: Final = "2021-07-28"


@dataclass(frozen=True, slots=True)
class CrmLocation:
    """An account as the CRM tells it; the time zone is an IANA name or empty."""

    id: str
    company_id: str | None
    name: str
    timezone: str


def get(crm: Crm, crm_location_id: str) -> CrmLocation:
    """One location; raises CrmNotFound where the CRM knows none by that id."""
    found = ask(crm, Call("GET", ("locations", crm_location_id), VERSION)).get("location")
    if not isinstance(found, dict):
        raise CrmUnavailable("The CRM answered without the location.")
    return CrmLocation(
        id=str(found.get("id") or crm_location_id),
        company_id=found.get("companyId"),
        name=str(found.get("name") or ""),
        timezone=str(found.get("timezone") or ""),
    )
