"""Finding a location by the name that the CRM has for it: the one look-up that has to cross tenants."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sqlalchemy import Select, select

from plugin.locations.models import Company, Location
from plugin.tenancy import unscoped


@dataclass(frozen=True, slots=True)
class Place:
    """A location's ids, ours and the CRM's."""

    location_id: int
    company_id: int
    crm_location_id: str
    crm_company_id: str


def find(crm_location_id: str) -> Place | None:
    """The location that the CRM calls so, if it has ever installed us."""
    with unscoped("cron", "find a location by the CRM's id") as db:
        row = db.execute(PLACES.where(Location.crm_location_id == crm_location_id)).one_or_none()
    return Place(*row) if row else None


def of_company(crm_company_id: str) -> list[Place]:
    """Every location of a company that has ever installed us."""
    with unscoped("cron", "list the locations of a company") as db:
        rows = db.execute(PLACES.where(Company.crm_company_id == crm_company_id).order_by(Location.id)).all()
    return [Place(*row) for row in rows]


PLACES: Final[Select[int, int, str, str]] = select(
    Location.id, Company.id, Location.crm_location_id, Company.crm_company_id
).join(Company, Company.id == Location.company_id)


def every_id() -> list[int]:
    """The ids of all locations that have ever installed us, in order."""
    with unscoped("cron", "list all locations") as db:
        return list(db.scalars(select(Location.id).order_by(Location.id)))
