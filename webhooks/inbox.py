"""Events remembered until they are worked: each once, whatever is told twice, and again if Redis lost the word."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from redis.exceptions import RedisError
from sqlalchemy import and_, or_, select
from sqlalchemy.dialects.postgresql import insert

from plugin import jobs
from plugin.jobs import later, tell
from plugin.locations.verbs import NOBODY
from plugin.tenancy import after_commit, tenant, unscoped
from webhooks import turns
from webhooks.attempt import COUNTED, WAITS, attempt
from webhooks.event import Event
from webhooks.events import KINDS, MANY, install, payment, plan_change
from webhooks.models import WebhookEvent

OVERDUE: Final = timedelta(seconds=30)  # for the queue's own telling of a new event
MOST: Final = 500
# What may come before the tokens of the account that it is about.
EARLY: Final = (install.kind, plan_change.kind, payment.kind)
log = logging.getLogger(__name__)


def take(event: Event, now: datetime) -> None:
    """Remember an event that we act on and have it worked soon; one that is known already, or not ours, is counted.

    What may come by the thousand is worked in turns, so that it holds up nobody else's work.
    """
    if event.kind not in KINDS:
        COUNTED.labels("other", "unused").inc()
        return
    values = {"webhook_id": event.id, "type": event.kind, "body": event.body, "sent_at": event.at, "received_at": now}
    with tenant(NOBODY) as db:
        new = insert(WebhookEvent).values(values).on_conflict_do_nothing().returning(WebhookEvent.webhook_id)
        is_new = db.scalar(new) is not None
        if is_new and event.kind in MANY:
            after_commit(db, turns.ask)
        elif is_new:
            later(db, "work_webhook", webhook_id=event.id)
    COUNTED.labels(event.kind, "new" if is_new else "repeated").inc()


def work(webhook_id: str, now: datetime) -> None:
    """Do what an event asks for, unless that was done, is being done, or is to be tried again only later."""
    attempt(webhook_id, now)


def work_waiting(crm_location_id: str, now: datetime) -> None:
    """Work the events that came before the tokens of their location did, in the order of their times."""
    wanted = and_(
        WebhookEvent.type.in_(EARLY),
        WebhookEvent.body["locationId"].astext == crm_location_id,
        or_(WebhookEvent.worked_at.is_(None), WebhookEvent.outcome == WAITS),
    )
    with unscoped("cron", "find events that came early") as db:
        waiting = db.scalars(select(WebhookEvent.webhook_id).where(wanted).order_by(WebhookEvent.sent_at)).all()
    for webhook_id in waiting:
        attempt(webhook_id, now)


def sweep(now: datetime) -> None:
    """Tell Redis again of what is due: put off, left behind by a dead worker, or never queued since Redis was down.

    A queue that is long already gets no more: it holds most of them.
    """
    try:
        if jobs.queue().count >= MOST:
            return
    except RedisError as fault:
        log.warning("events wait, Redis cannot be reached: %s", type(fault).__name__)
        return
    overdue = or_(WebhookEvent.attempts > 0, WebhookEvent.received_at < now - OVERDUE)
    due = and_(WebhookEvent.worked_at.is_(None), WebhookEvent.next_at <= now, overdue)
    with unscoped("cron", "find the events that are due") as db:
        few = select(WebhookEvent.webhook_id).where(due, WebhookEvent.type.not_in(MANY))
        found = db.scalars(few.order_by(WebhookEvent.next_at).limit(MOST)).all()
    if turns.due(1):
        turns.ask()
    for webhook_id in found:
        if not tell("work_webhook", webhook_id=webhook_id):
            return
