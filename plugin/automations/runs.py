"""Runs to their end: claimed by one worker, done, and settled where a person can look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.automations.attempts import Claimed, Outcome, attempt
from plugin.automations.models import WAITING
from plugin.crm.client import Crm
from plugin.tenancy import tenant

LEASE_S: Final = 45.0  # longer than a call to the CRM may take: a run whose worker died is due again after it
CRM_RATE: Final = 8.0  # runs a second and location that the CRM lets through: 100 calls in 10 s, and some to spare

# By the database's clock, which also set next_at: a worker's own may lag behind it.
CLAIM: Final = """
UPDATE runs SET attempts = attempts + 1, next_at = now() + make_interval(secs => :lease)
WHERE id = :id AND state = 'waiting' AND next_at <= now()
RETURNING id, link_id, kind, crm_contact_id, payload, attempts, created_at
"""
# What was done stands as done, even if its click has turned out to be a machine's meanwhile.
SETTLE: Final = """
UPDATE runs SET state = :state, reason_code = :code, reason = :reason, attempts = attempts - :free,
    next_at = CASE WHEN :state = 'waiting' THEN now() + make_interval(secs => :pause) ELSE next_at END,
    finished_at = CASE WHEN :state = 'waiting' THEN NULL ELSE now() END
WHERE id = :id AND (state = 'waiting' OR (:state = 'done' AND reason_code = 'scanner'))
"""
# All that this location has due waits too, spread over the time that the CRM's rate asks for.
ALL_WAIT: Final = """
WITH due AS (
    SELECT location_id, id FROM runs
    WHERE state = 'waiting' AND next_at < now() + make_interval(secs => :pause)
    ORDER BY id FOR UPDATE SKIP LOCKED
)
UPDATE runs SET next_at = now() + make_interval(secs => :pause + random() * (SELECT count(*) FROM due) / :rate)
FROM due WHERE runs.location_id = due.location_id AND runs.id = due.id
"""


def perform(location_id: int, run_id: int, crm_for: Callable[[int], Crm]) -> None:
    """Attempt a run that is due, unless it is finished or another worker has it; its end is written to its row."""
    with tenant(location_id) as db:
        claimed = _claim(db, run_id)
    if claimed is None:
        return
    # No transaction is open while the CRM thinks.
    outcome = attempt(location_id, crm_for(location_id), claimed, datetime.now(UTC))
    with tenant(location_id) as db:
        _settle(db, run_id, outcome)


def _claim(db: Session, run_id: int) -> Claimed | None:
    row = db.execute(text(CLAIM), {"id": run_id, "lease": LEASE_S}).one_or_none()
    return None if row is None else Claimed(**row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it


def _settle(db: Session, run_id: int, outcome: Outcome) -> None:
    values: dict[str, Any] = {
        "id": run_id,
        "state": outcome.state,
        "code": outcome.code,
        "reason": outcome.reason,
        "pause": outcome.pause,
        "free": int(outcome.is_free),
    }
    db.execute(text(SETTLE), values)
    if outcome.state == WAITING and outcome.all_wait:
        db.execute(text(ALL_WAIT), {"pause": outcome.pause, "rate": CRM_RATE})
