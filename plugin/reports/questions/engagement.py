"""Which contacts of the CRM clicked, and how often."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from plugin.contacts.verbs import names_of
from plugin.fields import Moment
from plugin.reports import uniques
from plugin.reports.asked import Asked


class ContactSchema(Schema):
    """One contact's clicks; the name is null until the CRM has told it."""

    contact_id = fields.String(required=True)
    name = fields.String(required=True, allow_none=True)
    clicks = fields.Integer(required=True)
    last_at = Moment(required=True)


class EngagementSchema(Schema):
    """Clicks from known contacts, how many contacts these are, and who clicked most."""

    clicks = fields.Integer(required=True)
    contacts = fields.Integer(required=True)
    top = fields.List(fields.Nested(ContactSchema), required=True)


kind: Final = "engagement"
label: Final = "Known contacts"
shape: Final = fields.Nested(EngagementSchema)
by_pulse: Final = False


def answer(db: Session, asked: Asked) -> dict[str, Any]:
    """The numbers and the contacts, by the names that we have: nobody waits for the CRM here."""
    clicks, distinct = uniques.contacts(db, asked.window, asked.wanted)
    top = uniques.top_contacts(db, asked.window, asked.wanted, asked.most)
    # Who has clicked is wanted by the recorder, so that a worker has the CRM asked for whoever has no name here yet.
    names = names_of(db, [contact_id for contact_id, _, _ in top])
    named = [
        {"contact_id": contact_id, "name": names.get(contact_id), "clicks": times, "last_at": last_at}
        for contact_id, times, last_at in top
    ]
    return {"clicks": clicks, "contacts": distinct, "top": named}
