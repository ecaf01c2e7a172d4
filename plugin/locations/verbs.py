"""Bringing a location to life and keeping what we know of it up to date."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from zoneinfo import available_timezones

from sqlalchemy import func, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from plugin.locations import book
from plugin.locations.book import Place
from plugin.locations.models import LOCATION_IDS, Company, Location, Terms
from plugin.tenancy import location_of, tenant

NOBODY: Final = 0  # no location has this id: a session of it sees the tables that belong to no tenant, and no rows else
SALT_BYTES: Final = 16
NAME_LENGTH: Final = 200


@dataclass(frozen=True, slots=True)
class LocationShown:
    """A location by name; the time zone is an IANA one."""

    id: int
    name: str
    timezone: str
    company_id: int
    company_name: str


def settle(crm_location_id: str, crm_company_id: str, plan: str) -> Place:
    """The location with its terms, made where it is new; two callers at once get the same one.

    A location that has moved to another company is found under its new one.
    """
    company_id = settle_company(crm_company_id)
    found = book.find(crm_location_id)
    if found is None:
        _add(crm_location_id, company_id, plan)
        found = book.find(crm_location_id)
        assert found is not None, "added just now, by us or by whoever came first"
    if found.company_id != company_id:
        with tenant(found.location_id) as db:
            db.execute(update(Location).values(company_id=company_id))
    return Place(found.location_id, company_id, crm_location_id, crm_company_id)


def settle_company(crm_company_id: str) -> int:
    """Our id of a company, made where it is new."""
    with tenant(NOBODY) as db:
        return _company(db, crm_company_id)


def _company(db: Session, crm_company_id: str) -> int:
    db.execute(insert(Company).values(crm_company_id=crm_company_id).on_conflict_do_nothing())
    return db.execute(select(Company.id).where(Company.crm_company_id == crm_company_id)).scalar_one()


def _add(crm_location_id: str, company_id: int, plan: str) -> None:
    with tenant(NOBODY) as db:
        location_id = db.execute(select(LOCATION_IDS.next_value())).scalar_one()
    with tenant(location_id) as db:
        values = {"id": location_id, "company_id": company_id, "crm_location_id": crm_location_id}
        added = db.execute(insert(Location).values(values).on_conflict_do_nothing().returning(Location.id)).scalar()
        if added is not None:
            db.add(Terms(location_id=location_id, plan=plan, visitor_salt=secrets.token_bytes(SALT_BYTES)))


def show(db: Session) -> LocationShown:
    """The session's location and its company, as staff see them."""
    row = db.execute(
        select(Location.id, Location.name, Location.timezone, Company.id, Company.name).join(
            Company, Company.id == Location.company_id
        )
    ).one()
    return LocationShown(*row)


def place(db: Session) -> Place:
    """The ids of the session's location and its company, ours and the CRM's."""
    return Place(*db.execute(book.PLACES).one())


def crm_id(db: Session) -> str:
    """What the CRM calls the session's location."""
    return db.execute(select(Location.crm_location_id)).scalar_one()


def describe(db: Session, name: str, timezone: str) -> None:
    """Keep a location's name and IANA time zone as the CRM tells them; an unknown zone is left as it was."""
    values: dict[str, Any] = {"name": name.strip()[:NAME_LENGTH], "told_at": func.now()} if name.strip() else {}
    if timezone in available_timezones():
        values["timezone"] = timezone
    if values:
        db.execute(update(Location).where(Location.id == location_of(db)).values(values))


def rename(db: Session, name: str, at: datetime) -> None:
    """Keep the name that a location was told to have at that time, unless a later one is known."""
    older = or_(Location.told_at.is_(None), Location.told_at < at)
    if name.strip():
        values = {"name": name.strip()[:NAME_LENGTH], "told_at": at}
        db.execute(update(Location).where(Location.id == location_of(db), older).values(values))


def company_name(company_id: int) -> str:
    """What the CRM calls a company; empty where it has not said."""
    with tenant(NOBODY) as db:
        return db.scalar(select(Company.name).where(Company.id == company_id)) or ""


def name_company(db: Session, company_id: int, name: str) -> None:
    """Keep a company's name as the CRM tells it."""
    if name.strip():
        db.execute(update(Company).where(Company.id == company_id).values(name=name.strip()[:NAME_LENGTH]))


def forget(db: Session, plan: str) -> None:
    """Keep of the session's location its ids alone; a new salt, so that no visitor's key can ever be made again."""
    here = location_of(db)
    db.execute(update(Location).where(Location.id == here).values(name="", timezone="UTC", told_at=None))
    fresh = {"plan": plan, "lapsed": False, "brand": {}, "visitor_salt": secrets.token_bytes(SALT_BYTES)}
    db.execute(update(Terms).where(Terms.location_id == here).values(**fresh, updated_at=func.now()))


def forget_company(company_id: int) -> None:
    """Keep of a company its ids alone."""
    with tenant(NOBODY) as db:
        db.execute(update(Company).where(Company.id == company_id).values(name=""))


def put_on_plan(db: Session, plan: str) -> None:
    """The location's plan from now on; every front door hears of it."""
    changed = Terms.plan != plan
    db.execute(update(Terms).where(changed).values(plan=plan, updated_at=func.now()))
