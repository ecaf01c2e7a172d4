"""Keeping what the CRM tells of its contacts, forgetting it, and looking it up; never by asking the CRM."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import delete, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from plugin.contacts.merge import EMPTY, GONE, HERE, Known, News, deleted, updated
from plugin.contacts.models import Contact
from plugin.tenancy import location_of

# What a list of names may ask for at once; more than any page shows.
MOST: Final = 1_000
PATIENCE: Final = timedelta(seconds=15)  # most are told of within it, without the CRM being asked


def know(db: Session, contact_id: str, news: News) -> bool:
    """Keep what the CRM said of a contact of the session's location; False where that changes nothing we know.

    Of every contact we keep tags and do-not-disturb, so that a condition is right at their first click. Name, email
    and phone are kept of those who have clicked or are leads (`want`), and of nobody else.
    """
    contact = _locked(db, contact_id)
    before = _known(contact)
    after = updated(before, news, wanted=contact.wanted)
    if contact.wanted and {"name", "tags"} <= news.said.keys():
        contact.read_after = None  # told without having been asked
    return _keep(contact, before, after)


def forget(db: Session, contact_id: str, at: datetime) -> bool:
    """A contact was deleted in the CRM at that time: what was told before goes, and older news will change nothing.

    False where a deletion at least as late is known. What else names the contact is to be unlinked: see
    `plugin.automations.forget_contact`.
    """
    contact = _locked(db, contact_id)
    before = _known(contact)
    if at.timestamp() <= before.told.get(GONE, 0.0):
        return False
    _let_go(contact)
    return _keep(contact, before, deleted(before, at))


def erase(db: Session, contact_id: str, at: datetime) -> None:
    """Forget a contact, whatever was told of them and when; the row goes too (`drop`) once nothing names them."""
    contact = _locked(db, contact_id)
    _let_go(contact)
    _keep(contact, _known(contact), Known(told={GONE: at.timestamp()}))


def drop(db: Session, contact_id: str) -> None:
    """Let go of a contact's row, their id with it."""
    db.execute(delete(Contact).where(Contact.crm_contact_id == contact_id))


def is_kept(db: Session, contact_id: str) -> bool:
    """Whether the contact's row is there still; it is held until the transaction ends."""
    row = select(Contact.crm_contact_id).where(Contact.crm_contact_id == contact_id)
    return db.scalar(row.with_for_update()) is not None


def is_here(db: Session, contact_id: str) -> bool:
    """Whether the CRM has told of the contact, and of no deletion since."""
    ours = (Contact.crm_contact_id == contact_id, Contact.deleted_at.is_(None), Contact.told_at.is_not(None))
    return db.scalar(select(Contact.crm_contact_id).where(*ours)) is not None


def want(db: Session, contact_id: str) -> None:
    """From now on the contact is to be known by name: they are a lead, say. The recorder wants those who click."""
    asked = {"wanted": True, "read_after": func.now() + PATIENCE}
    row = insert(Contact).values(location_id=location_of(db), crm_contact_id=contact_id, **asked)
    known = [Contact.location_id, Contact.crm_contact_id]
    unwanted = ~Contact.wanted & Contact.deleted_at.is_(None)
    db.execute(row.on_conflict_do_update(index_elements=known, set_=asked, where=unwanted))


def doubt(db: Session, contact_id: str) -> None:
    """What we know of a contact may be wrong: have the CRM asked, if we know anything of them."""
    ours = (Contact.crm_contact_id == contact_id, Contact.deleted_at.is_(None))
    db.execute(update(Contact).where(*ours).values(read_after=func.now()))


def tags_of(db: Session, contact_id: str) -> frozenset[str] | None:
    """The contact's tags as `plugin.crm.tags.folded` spells them; None of whom the CRM has told us none or nothing."""
    ours = (Contact.crm_contact_id == contact_id, Contact.deleted_at.is_(None), Contact.told.has_key("tags"))
    found = db.scalar(select(Contact.tags).where(*ours))
    return None if found is None else frozenset(found)


def names_of(db: Session, contact_ids: Collection[str]) -> Mapping[str, str]:
    """What to call contacts, by id: the name, else email or phone; those of whom we know none are left out."""
    asked = sorted(set(contact_ids))[:MOST]
    called = func.coalesce(Contact.name, Contact.email, Contact.phone)
    rows = db.execute(select(Contact.crm_contact_id, called).where(Contact.crm_contact_id.in_(asked)))
    return {contact_id: name for contact_id, name in rows if name}


def _locked(db: Session, contact_id: str) -> Contact:
    """The contact's row, made where there is none, held until the transaction ends: news of one contact take turns."""
    made = insert(Contact).values(location_id=location_of(db), crm_contact_id=contact_id)
    db.execute(made.on_conflict_do_nothing())
    wanted = select(Contact).where(Contact.crm_contact_id == contact_id).with_for_update()
    return db.execute(wanted.execution_options(populate_existing=True)).scalar_one()


def _let_go(contact: Contact) -> None:
    contact.wanted, contact.read_after, contact.unlink_since = False, None, datetime.now(UTC)


def _known(contact: Contact) -> Known:
    values = {name: getattr(contact, name) for name in EMPTY}
    return Known({**values, "tags": tuple(values["tags"])}, contact.told)


def _keep(contact: Contact, before: Known, after: Known) -> bool:
    if after == before:
        return False
    for name, value in after.values.items():
        setattr(contact, name, list(value) if isinstance(value, tuple) else value)
    contact.told = dict(after.told)
    contact.told_at = _moment(after.told.get(HERE))
    contact.deleted_at = _moment(after.told[GONE]) if after.is_deleted else None
    contact.updated_at = datetime.now(UTC)
    return True


def _moment(at: float | None) -> datetime | None:
    return None if at is None else datetime.fromtimestamp(at, UTC)
