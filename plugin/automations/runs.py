"""Runs from cause to end: made with the click's row, claimed by one worker, ended where a person can look."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.automations.actions import ACTIONS
from plugin.automations.attempts import Claimed, Outcome, attempt
from plugin.automations.models import WAITING
from plugin.clicks.record import Caused
from plugin.crm.client import Crm
from plugin.tenancy import tenant

SLOT_S: Final = 300
LEASE_S: Final = 45.0  # longer than a call to the CRM may take: a run whose worker died is due again after it
CRM_RATE: Final = 8.0  # runs a second and location that the CRM lets through: 100 calls in 10 s, and some to spare

SIGNS_S: Final = 1.0  # a run waits this long after its click for signs that a machine made it
SCANNED: Final = "A mail or link scanner opened the link, not the contact."

# What a machine's click has caused ends, unless a person clicked for the same contact within the slot.
CANCEL: Final = """
UPDATE runs SET state = 'ended', reason_code = 'scanner', reason = :reason, finished_at = now()
FROM (
    SELECT DISTINCT location_id, link_id, crm_contact_id, floor(extract(epoch FROM at) / :slot_s)::bigint AS slot
    FROM taken_back WHERE crm_contact_id IS NOT NULL
) AS scanned
WHERE runs.location_id = scanned.location_id AND runs.link_id = scanned.link_id
    AND runs.crm_contact_id = scanned.crm_contact_id AND runs.slot = scanned.slot AND runs.state = 'waiting'
    AND NOT EXISTS (
        SELECT FROM clicks
        WHERE clicks.location_id = scanned.location_id AND clicks.link_id = scanned.link_id
            AND clicks.at >= to_timestamp(scanned.slot * :slot_s)
            AND clicks.at < to_timestamp((scanned.slot + 1) * :slot_s)
            AND clicks.crm_contact_id = scanned.crm_contact_id AND clicks.outcome = 'sent' AND clicks.bot IS NULL
    )
"""
# Only people who were sent on cause anything; also what a machine had caused before and was ended for it.
CAUSE: Final = """
INSERT INTO runs (location_id, kind, link_id, crm_contact_id, slot, payload, next_at)
SELECT DISTINCT ON (location_id, link_id, crm_contact_id, slot)
       location_id, '{kind}', link_id, crm_contact_id, floor(at / {slot_s})::bigint AS slot, payload,
       now() + make_interval(secs => greatest(0, least({signs_s}, at + {signs_s} - extract(epoch FROM now()))))
FROM ({caused} AND hits.outcome = 'sent' AND hits.bot IS NULL AND hits.crm_contact_id IS NOT NULL) AS caused
ORDER BY location_id, link_id, crm_contact_id, slot, at
ON CONFLICT (location_id, kind, link_id, crm_contact_id, slot) DO UPDATE
    SET state = 'waiting', reason_code = NULL, reason = NULL, finished_at = NULL, next_at = excluded.next_at
    WHERE runs.state = 'ended' AND runs.reason_code = 'scanner'
RETURNING location_id, id, extract(epoch FROM next_at - now())::float8 AS wait
"""
# By the database's clock, which also set next_at: a worker's own may lag behind it.
CLAIM: Final = """
UPDATE runs SET attempts = attempts + 1, next_at = now() + make_interval(secs => :lease)
WHERE id = :id AND state = 'waiting' AND next_at <= now()
RETURNING id, kind, crm_contact_id, payload, attempts, created_at
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


def cause(db: Session) -> list[Caused]:
    """End the runs of clicks in `taken_back` and make those that the batch in `hits` causes, in the recorder's turn.

    Clicks of one contact on one link within SLOT_S seconds cause one run of each kind, however often they are recorded.
    """
    db.execute(text(CANCEL), {"reason": SCANNED, "slot_s": SLOT_S})
    made: list[Caused] = []
    for action in ACTIONS:
        statement = CAUSE.format(kind=action.kind, slot_s=SLOT_S, signs_s=SIGNS_S, caused=action.caused)
        made += [Caused(row.location_id, row.id, row.wait) for row in db.execute(text(statement))]
    return made


def perform(location_id: int, run_id: int, crm_for: Callable[[int], Crm]) -> None:
    """Attempt a run that is due, unless it is finished or another worker has it; its end is written to its row."""
    with tenant(location_id) as db:
        claimed = _claim(db, run_id)
    if claimed is None:
        return
    # No transaction is open while the CRM thinks.
    outcome = attempt(crm_for(location_id), claimed, datetime.now(UTC))
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
