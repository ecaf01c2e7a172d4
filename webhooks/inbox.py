"""Events remembered until they are worked: each once, whatever is told twice, and again if Redis lost the word."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from prometheus_client import Counter
from sqlalchemy import ColumnElement, and_, delete, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from plugin.jobs import later, tell
from plugin.locations.verbs import NOBODY
from plugin.tenancy import tenant, unscoped
from webhooks.event import Event
from webhooks.events import EVENTS, KINDS, install, payment, plan_change
from webhooks.models import WebhookEvent

COUNTED: Final = Counter("smartlinks_webhooks", "Events that the CRM told us.", ["kind", "outcome"])
FORGET: Final = timedelta(days=8)  # longer than any retry, so that a late one is still known
OVERDUE: Final = timedelta(minutes=1)
MOST: Final = 500
# What may come before the tokens of the account that it is about.
EARLY: Final = (install.kind, plan_change.kind, payment.kind)


def take(event: Event, now: datetime) -> None:
    """Remember an event that we act on and have it worked soon; one that is known already, or not ours, is counted."""
    if event.kind not in KINDS:
        COUNTED.labels("other", "unused").inc()
        return
    values = {"webhook_id": event.id, "type": event.kind, "body": event.body, "sent_at": event.at, "received_at": now}
    with tenant(NOBODY) as db:
        new = insert(WebhookEvent).values(values).on_conflict_do_nothing().returning(WebhookEvent.webhook_id)
        is_new = db.scalar(new) is not None
        if is_new:
            later(db, "work_webhook", webhook_id=event.id)
    COUNTED.labels(event.kind, "new" if is_new else "repeated").inc()


def work(webhook_id: str, now: datetime) -> None:
    """Do what an event asks for, unless that was done or is being done."""
    wanted = and_(WebhookEvent.webhook_id == webhook_id, WebhookEvent.worked_at.is_(None))
    with unscoped("cron", "work a webhook event") as db:
        _work(db, wanted, now)


def work_waiting(crm_location_id: str, now: datetime) -> None:
    """Work the events that came before the tokens of their location did, in the order of their times."""
    wanted = and_(
        WebhookEvent.type.in_(EARLY),
        WebhookEvent.body["locationId"].astext == crm_location_id,
        or_(WebhookEvent.worked_at.is_(None), WebhookEvent.outcome == "waits"),
    )
    with unscoped("cron", "work events that came early") as db:
        _work(db, wanted, now)


def _work(db: Session, wanted: ColumnElement[bool], now: datetime) -> None:
    kinds = {event.kind: event for event in EVENTS}
    rows = db.scalars(select(WebhookEvent).where(wanted).order_by(WebhookEvent.sent_at).with_for_update())
    for row in rows.all():
        event = Event(row.webhook_id, row.type, row.sent_at, row.body)
        row.outcome, row.worked_at = kinds[row.type].work(event), now
        COUNTED.labels(row.type, row.outcome).inc()


def sweep(now: datetime) -> None:
    """Tell Redis again of what it should have had worked by now, and forget what can no longer be told twice."""
    overdue = and_(WebhookEvent.worked_at.is_(None), WebhookEvent.received_at < now - OVERDUE)
    with unscoped("cron", "sweep webhook events") as db:
        db.execute(delete(WebhookEvent).where(WebhookEvent.received_at < now - FORGET))
        waiting = db.scalars(
            select(WebhookEvent.webhook_id).where(overdue).order_by(WebhookEvent.received_at).limit(MOST)
        )
        found = waiting.all()
    for webhook_id in found:
        tell("work_webhook", webhook_id=webhook_id)
