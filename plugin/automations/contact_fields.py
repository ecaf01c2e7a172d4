"""The custom fields that contacts carry for us in the CRM: made in an account when missing, once, and known by id."""

from __future__ import annotations

from collections.abc import Collection
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.crm import fields
from plugin.crm.client import Crm
from plugin.crm.fields import CrmField, DataType
from plugin.locations import verbs as locations
from plugin.tenancy import location_of, tenant

LAST_LINK: Final = "last_link"
TOTAL: Final = "total"
LAST_DATE: Final = "last_date"
# Our word for each, what staff see it called, and its type in the CRM.
FIELDS: Final[tuple[tuple[str, str, DataType], ...]] = (
    (LAST_LINK, "Last link clicked", "TEXT"),
    (TOTAL, "Total clicks", "NUMERICAL"),
    (LAST_DATE, "Date of last click", "DATE"),
)
OURS: Final = "{name} (Smart Links)"  # where the account has a field of the name that is of another type
# What was deleted in the CRM shows in its answers, or not, so that it is looked for now and then.
KNOWN: Final = "SELECT name, crm_field_id FROM contact_fields WHERE seen_at > now() - interval '10 minutes'"
KEEP: Final = """
INSERT INTO contact_fields (location_id, name, crm_field_id) VALUES (:location_id, :name, :crm_field_id)
ON CONFLICT (location_id, name) DO UPDATE SET crm_field_id = excluded.crm_field_id, seen_at = now()
"""
FORGET: Final = "DELETE FROM contact_fields WHERE crm_field_id = ANY(:ids)"
# Whoever comes second waits for the first, who may be asking a slow CRM for four things.
PATIENCE: Final = "SET LOCAL statement_timeout = '60s'"
TURN: Final = "SELECT pg_advisory_xact_lock(hashtextextended('contact_fields', :location_id))"


def ids_of(location_id: int, crm: Crm) -> dict[str, str]:
    """The CRM's id of each of FIELDS, by our word for it; what the account lacks is made. Raises CrmError."""
    with tenant(location_id) as db:
        known = _known(db)
    return known if _is_whole(known) else _made(location_id, crm)


def forget(location_id: int, field_ids: Collection[str]) -> None:
    """Take these for deleted in the CRM: they are looked for, and made, when they are next asked for."""
    with tenant(location_id) as db:
        db.execute(text(FORGET), {"ids": [*field_ids]})


def _made(location_id: int, crm: Crm) -> dict[str, str]:
    # The one place where a transaction is open while the CRM thinks: it holds the turn, and nothing else.
    with tenant(location_id) as db:
        db.execute(text(PATIENCE))
        db.execute(text(TURN), {"location_id": location_id})
        known = _known(db)
        if _is_whole(known):
            return known
        crm_location_id = locations.crm_id(db)
        there = {(one.name.casefold(), one.data_type): one for one in fields.list_(crm, crm_location_id)}
        for name, called, data_type in FIELDS:
            found = _found(there, called, data_type) or fields.create(
                crm, crm_location_id, _free(there, called), data_type
            )
            values = {"location_id": location_of(db), "name": name, "crm_field_id": found.id}
            db.execute(text(KEEP), values)
        return _known(db)


def _found(there: dict[tuple[str, str], CrmField], called: str, data_type: DataType) -> CrmField | None:
    names = (called, OURS.format(name=called))
    return next((there[key] for name in names if (key := (name.casefold(), data_type)) in there), None)


def _free(there: dict[tuple[str, str], CrmField], called: str) -> str:
    is_taken = called.casefold() in {name for name, _ in there}
    return OURS.format(name=called) if is_taken else called


def _known(db: Session) -> dict[str, str]:
    return {row.name: row.crm_field_id for row in db.execute(text(KNOWN))}


def _is_whole(known: dict[str, str]) -> bool:
    return all(name in known for name, _, _ in FIELDS)
