"""One attempt to work an event: claimed by one worker, done, and what follows written to its row."""

from __future__ import annotations

import logging
import random
import traceback
from datetime import datetime
from pathlib import Path
from typing import Final

from prometheus_client import Counter
from sqlalchemy import text

from plugin.crm.errors import NeedsReinstall
from plugin.tenancy import unscoped
from webhooks.event import Event
from webhooks.events import EVENTS

COUNTED: Final = Counter("smartlinks_webhooks", "Events that the CRM told us.", ["kind", "outcome"])
WAITS: Final = "waits"  # for tokens: worked once more when they come
FAILED: Final = "failed"
NO_ACCESS: Final = "no_access"
LEASE_S: Final = 60.0  # longer than a kind may take: an event whose worker died is due again after it
TRIES: Final = 10  # with the pauses below: some four hours
FIRST_PAUSE_S: Final = 5.0
FACTOR: Final = 4.0
LONGEST_PAUSE_S: Final = 3_600.0
BY_KIND: Final = {event.kind: event for event in EVENTS}
log = logging.getLogger(__name__)

CLAIM: Final = """
UPDATE webhook_events SET attempts = attempts + 1, next_at = now() + make_interval(secs => :lease)
WHERE webhook_id = :id AND ((worked_at IS NULL AND next_at <= now()) OR outcome = 'waits')
RETURNING type, sent_at, body, attempts
"""
# What an event says of a person is not kept once it is worked; its id is, since it may be told again for days.
# An UNINSTALL names nobody, and an INSTALL from before it may still come.
SETTLE: Final = """
UPDATE webhook_events SET worked_at = :now, outcome = :outcome, reason = :reason,
    body = CASE WHEN :outcome IN ('waits', 'failed') OR type = 'UNINSTALL' THEN body ELSE '{}' END
WHERE webhook_id = :id
"""
PUT_OFF: Final = """
UPDATE webhook_events SET reason = :reason, next_at = now() + make_interval(secs => :pause) WHERE webhook_id = :id
"""


def attempt(webhook_id: str, now: datetime) -> None:
    """Work an event that is due. What fails is tried again after growing pauses, and at last kept as failed."""
    with unscoped("cron", "claim an event") as db:
        row = db.execute(text(CLAIM), {"id": webhook_id, "lease": LEASE_S}).one_or_none()
    if row is None:
        return
    outcome, reason = _worked(Event(webhook_id, row.type, row.sent_at, row.body))
    is_over = outcome != FAILED or row.attempts >= TRIES
    values = {"id": webhook_id, "outcome": outcome, "reason": reason, "now": now, "pause": _pause(row.attempts)}
    with unscoped("cron", "write what came of an event") as db:
        db.execute(text(SETTLE if is_over else PUT_OFF), values)
    COUNTED.labels(row.type, outcome if is_over else "again").inc()


def _worked(event: Event) -> tuple[str, str | None]:
    """The outcome, and of a failure what it was; no transaction of ours is open meanwhile."""
    try:
        return BY_KIND[event.kind].work(event), None
    except NeedsReinstall as ended:
        return NO_ACCESS, ended.code
    except Exception as fault:  # noqa: BLE001 - whatever is wrong with one event, it is tried again or kept
        reason = _where(fault)
        # Not the words of the fault: they may quote what the event says of a person.
        log.error("an event %s was not worked: %s", event.kind, reason)  # noqa: TRY400 - as the line above says
        return FAILED, reason


def _where(fault: Exception) -> str:
    """Its kind and the line that it came from."""
    frames = traceback.extract_tb(fault.__traceback__)
    return f"{type(fault).__name__} at {Path(frames[-1].filename).name}:{frames[-1].lineno}"


def _pause(attempts: int) -> float:
    longest = min(FIRST_PAUSE_S * FACTOR ** min(attempts - 1, TRIES), LONGEST_PAUSE_S)
    return longest * random.uniform(0.5, 1.0)  # noqa: S311 - it spreads load, it guards nothing
