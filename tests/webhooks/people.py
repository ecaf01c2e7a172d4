"""Contacts as our copy has them, for tests to compare."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from plugin.contacts.models import Contact
from plugin.tenancy import tenant


@dataclass(frozen=True)
class Known:
    """One contact of the copy."""

    name: str | None
    email: str | None
    phone: str | None
    tags: tuple[str, ...]
    dnd: bool
    is_deleted: bool


def known_to(location_id: int, contact_id: str) -> Known | None:
    return everybody(location_id).get(contact_id)


def everybody(location_id: int) -> dict[str, Known]:
    with tenant(location_id) as session:
        rows = session.scalars(select(Contact)).all()
        return {row.crm_contact_id: _known(row) for row in rows}


def _known(row: Contact) -> Known:
    return Known(row.name, row.email, row.phone, tuple(row.tags), row.dnd, row.deleted_at is not None)
