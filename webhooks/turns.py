"""Events that may come by the thousand, worked in turns: one job of them stands in the queue, whatever they are."""

from __future__ import annotations

import time
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from sqlalchemy import func, select

from plugin import jobs
from plugin.tenancy import unscoped
from webhooks.attempt import attempt
from webhooks.events import MANY
from webhooks.models import WebhookEvent

JOB: Final = "work_webhooks"
QUEUED_S: Final = 10.0  # after which a second job may be queued: the first was lost with a worker
TURN_S: Final = 0.5
PIECE: Final = 50


def ask() -> None:
    """Have what is due worked soon; with Redis down the sweeper asks again."""
    jobs.tell_once(JOB, QUEUED_S)


def take() -> None:
    """Work what is due for the length of a turn, and ask for another where there is more."""
    jobs.begun(JOB)
    ends = time.monotonic() + TURN_S
    while found := due(PIECE):
        for webhook_id in found:
            attempt(webhook_id, datetime.now(UTC))
        if time.monotonic() > ends:
            ask()
            return


def due(most: int) -> Sequence[str]:
    """Those that have waited longest."""
    waits = (WebhookEvent.worked_at.is_(None), WebhookEvent.next_at <= func.now(), WebhookEvent.type.in_(MANY))
    wanted = select(WebhookEvent.webhook_id).where(*waits).order_by(WebhookEvent.next_at).limit(most)
    with unscoped("cron", "find events that are worked in turns") as db:
        return db.scalars(wanted).all()
