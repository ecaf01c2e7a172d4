"""Whether a contact is known to be another account's: the one question about contacts that has to cross tenants."""

from __future__ import annotations

from sqlalchemy import func, select

from plugin.contacts.models import Contact
from plugin.tenancy import unscoped


def is_anothers(location_id: int, contact_id: str) -> bool:
    """Whether the CRM has told us of this contact in another account and never in this one; its ids are one of a kind.

    Who is merely claimed, by a link's `?c=` say, has not been told of by the CRM.
    """
    told = select(func.bool_and(Contact.location_id != location_id))
    with unscoped("cron", "see whose contact this is") as db:
        return bool(db.scalar(told.where(Contact.crm_contact_id == contact_id, Contact.told_at.is_not(None))))
