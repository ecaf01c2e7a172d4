"""A contact who was deleted in the CRM, or erased by an admin: what waits for them ends, and nothing names them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from plugin import jobs
from plugin.automations import forget_runs
from plugin.clicks.erase import is_erased_for_good, mark_erased
from plugin.clicks.turn import take_turn
from plugin.clicks.unlink import unlink_clicks
from plugin.contacts import tokens
from plugin.contacts import verbs as contacts
from plugin.contacts.elsewhere import is_anothers
from plugin.contacts.merge import GONE
from plugin.contacts.models import Contact
from plugin.crm.contacts import ID
from plugin.errors import NotFound
from plugin.jobs import later
from plugin.leads import verbs as leads
from plugin.leads.models import Lead
from plugin.tenancy import location_of, tenant, unscoped

AT_ONCE: Final = 200
GRACE: Final = timedelta(minutes=1)  # for the queue's own telling
DELETED: Final = "The contact was deleted in the CRM."
ERASED: Final = "The contact was erased here."


def begin(db: Session, contact_id: str, at: datetime) -> bool:
    """Forget the contact as of `at`, end their runs and have the rest unlinked; False where that is known.

    Should they come back in the CRM they are known again: by what is told and clicked from then on.
    """
    take_turn(db)  # before the contact's row, as the recorder does: neither waits for what the other holds
    if is_erased_for_good(db, contact_id) or not contacts.forget(db, contact_id, at):
        return False
    if not contacts.is_here(db, contact_id):
        mark_erased(db, contact_id, for_good=False)
    forget_runs.forget_contact(db, contact_id, DELETED)
    db.execute(update(Lead).where(Lead.crm_contact_id == contact_id).values(crm_contact_id=None))
    tokens.forget_contact(db, contact_id)
    later(db, "forget_contact", location_id=location_of(db), crm_contact_id=contact_id)
    return True


def erase(location_id: int, contact_id: str, now: datetime) -> None:
    """Erase a contact for good, whatever the CRM goes on telling of them. Raises NotFound for another account's.

    Where they have clicked more than a piece holds, the job unlinks the rest. Safe to repeat.
    """
    if not ID.fullmatch(contact_id) or is_anothers(location_id, contact_id):
        raise NotFound("There is no such contact.")
    with tenant(location_id) as db:
        mark_erased(db, contact_id, for_good=True)
        contacts.erase(db, contact_id, now)
        forget_runs.forget_contact(db, contact_id, ERASED)
        leads.erase_contact(db, contact_id)
        tokens.forget_contact(db, contact_id)
        if not _unlink_piece(db, contact_id):
            later(db, "forget_contact", location_id=location_id, crm_contact_id=contact_id)


def finish(location_id: int, contact_id: str) -> None:
    """Unlink the contact's clicks, in pieces that hold nobody up; safe to repeat."""
    is_over = False
    while not is_over:
        with tenant(location_id) as db:
            is_over = _unlink_piece(db, contact_id)


def _unlink_piece(db: Session, contact_id: str) -> bool:
    contact = db.scalar(select(Contact).where(Contact.crm_contact_id == contact_id, Contact.unlink_since.is_not(None)))
    if contact is None:
        return True
    # Who has come back since keeps what they clicked since.
    until = None if contact.deleted_at else datetime.fromtimestamp(contact.told[GONE], UTC)
    is_over = unlink_clicks(db, contact_id, until)
    if is_over:
        contact.unlink_since = None
        if is_erased_for_good(db, contact_id):
            contacts.drop(db, contact_id)
    return is_over


def sweep() -> None:
    """Queue the contacts whose clicks may still name them, oldest first, whatever became of the queue."""
    ours = select(Contact.location_id, Contact.crm_contact_id).where(Contact.unlink_since < func.now() - GRACE)
    with unscoped("cron", "find deleted contacts whose clicks may name them") as db:
        rows = db.execute(ours.order_by(Contact.unlink_since).limit(AT_ONCE)).all()
    for row in rows:
        if not jobs.tell("forget_contact", location_id=row.location_id, crm_contact_id=row.crm_contact_id):
            return
