"""INSTALL and UNINSTALL of one account end as the last of them says, in whatever order they come and are worked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Final

from sqlalchemy import and_, func, or_, select, update

from plugin.jobs import tell
from plugin.locations.verbs import NOBODY
from plugin.tenancy import tenant, unscoped
from webhooks.models import WebhookEvent

TURN: Final = 0x534C_494E
INSTALL, UNINSTALL, WAITS = "INSTALL", "UNINSTALL", "waits"
_location: Final = WebhookEvent.body["locationId"].astext
_company: Final = WebhookEvent.body["companyId"].astext


@contextmanager
def turn() -> Iterator[None]:
    """One at a time, in all processes: what is looked up inside still holds when it is acted upon."""
    with tenant(NOBODY) as db:
        db.execute(select(func.pg_advisory_xact_lock(TURN)))
        yield


def ended_since(crm_location_id: str, crm_company_id: str | None, at: datetime) -> bool:
    """Whether an UNINSTALL of this account, or of its whole company, of a later time has come already."""
    # One may come before anything is known that it could end: then only the event itself remembers it.
    of_company = and_(_location.is_(None), _company == crm_company_id)
    later = and_(WebhookEvent.type == UNINSTALL, WebhookEvent.sent_at > at)
    wanted = select(WebhookEvent.webhook_id).where(later, or_(_location == crm_location_id, of_company)).limit(1)
    with unscoped("cron", "has it been uninstalled since") as db:
        return db.scalar(wanted) is not None


def wake(crm_company_id: str) -> None:
    """Have the INSTALL events worked again that waited for this company's grant, those that name no company too."""
    theirs = and_(WebhookEvent.type == INSTALL, or_(_company == crm_company_id, _company.is_(None)))
    waiting = update(WebhookEvent).where(theirs, WebhookEvent.outcome == WAITS)
    again = waiting.values(worked_at=None, outcome=None, attempts=0, next_at=func.now())
    with unscoped("cron", "wake INSTALL events") as db:
        woken = db.scalars(again.returning(WebhookEvent.webhook_id)).all()
    for webhook_id in woken:
        if not tell("work_webhook", webhook_id=webhook_id):
            return
