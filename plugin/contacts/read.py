"""Asking the CRM about contacts whom we are to know, or of whom we may know wrongly: a few at a time, in a worker."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Final

from sqlalchemy import text, update

from plugin import jobs
from plugin.contacts import verbs
from plugin.contacts.merge import news_of
from plugin.contacts.models import Contact
from plugin.crm import contacts as crm_contacts
from plugin.crm.client import Crm
from plugin.crm.errors import CrmError, CrmNotFound, CrmRefused
from plugin.tenancy import tenant, unscoped

AT_ONCE: Final = 10  # of one location, so that contacts take a small part of the calls that the CRM grants it
LOCATIONS: Final = 200
QUEUED_S: Final = 60.0  # after which a location may stand in the queue twice: its job was lost with a worker
LEASE_S: Final = 300.0  # until whoever was not read is due again
# The CRM's clock and its own hearing of a change: an event of the last seconds may know more than its answer does.
DOUBT: Final = timedelta(seconds=5)
NOT_SOON: Final = timedelta(days=60)
# Materialized: a plan that reads the locked rows once more would find others, and claim more than the limit.
CLAIM: Final = """
WITH due AS MATERIALIZED (
    SELECT crm_contact_id FROM contacts
    WHERE location_id = smartlinks_location() AND read_after <= now() AND deleted_at IS NULL
    ORDER BY read_after LIMIT :most FOR UPDATE SKIP LOCKED
)
UPDATE contacts SET read_after = now() + make_interval(secs => :lease) FROM due
WHERE contacts.location_id = smartlinks_location() AND contacts.crm_contact_id = due.crm_contact_id
RETURNING contacts.crm_contact_id
"""
DUE: Final = """
SELECT location_id FROM contacts WHERE read_after <= now() AND deleted_at IS NULL
GROUP BY location_id ORDER BY min(read_after) LIMIT :most
"""


def sweep() -> None:
    """Queue a reading for each location that has contacts due."""
    with unscoped("cron", "find contacts that are to be read") as db:
        locations = db.scalars(text(DUE), {"most": LOCATIONS}).all()
    for location_id in locations:
        if not jobs.tell_once("read_contacts", QUEUED_S, location_id=location_id):
            return


def read(location_id: int, crm_for: Callable[[int], Crm]) -> int:
    """Read those of a location that are due, at most AT_ONCE; how many the CRM answered about.

    The first trouble ends it: who was not read is due again later, and nobody else's work waits meanwhile.
    """
    jobs.begun("read_contacts", location_id=location_id)
    with tenant(location_id) as db:
        due = db.scalars(text(CLAIM), {"lease": LEASE_S, "most": AT_ONCE}).all()
    for number, contact_id in enumerate(due):
        try:
            # Nobody waits for it: it leaves what is spared of the location's calls to those who do.
            _read(location_id, dataclasses.replace(crm_for(location_id), bounded=True), contact_id)
        except CrmError:
            return number
    return len(due)


def _read(location_id: int, crm: Crm, contact_id: str) -> None:
    asked_at = datetime.now(UTC) - DOUBT
    again = None
    try:
        said = crm_contacts.get(crm, contact_id)
    except (CrmNotFound, CrmRefused):
        # Anybody can claim to be a contact. This one is no longer asked about, nor kept for long.
        said, again = None, asked_at + NOT_SOON
    with tenant(location_id) as db:
        # Erased while the CRM was asked, they are not to be known again.
        if said is not None and verbs.is_kept(db, contact_id):
            verbs.know(db, contact_id, news_of(asked_at, dataclasses.asdict(said)))
        db.execute(update(Contact).where(Contact.crm_contact_id == contact_id).values(read_after=again))
