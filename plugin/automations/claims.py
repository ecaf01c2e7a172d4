"""Runs in a worker's hands: claimed with a lease, marked before what must not be done twice, settled for all to see."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.automations.actions import ACTIONS
from plugin.automations.actions.kind import AT_MOST, EFFECT, SIGNS, Work
from plugin.automations.attempts import Outcome
from plugin.automations.models import WAITING

LEASE_S: Final = 60.0  # longer than an errand's calls may take: what a dead worker held is due again after it
LOOKED_AT: Final = 500
KNOWN: Final = tuple(action.kind for action in ACTIONS)
ALONE: Final = tuple(action.kind for action in ACTIONS if action.once == AT_MOST)
GATHERED: Final = tuple(action.kind for action in ACTIONS if action.once == EFFECT and action.pace == SIGNS)
# The contacts who have waited longest, and with each all of one kind that is due for it. By the database's clock,
# which also set next_at: a worker's own may lag behind it.
CLAIM: Final = """
WITH oldest AS (
    SELECT id, kind, crm_contact_id, next_at FROM runs
    WHERE state = 'waiting' AND next_at <= now() AND kind = ANY(:kinds) ORDER BY next_at LIMIT :looked_at
), turns AS (
    SELECT kind, crm_contact_id, CASE WHEN kind = ANY(:alone) OR crm_contact_id = '' THEN id END AS only,
        min(next_at) AS since
    FROM oldest GROUP BY 1, 2, 3
    HAVING NOT (kind = ANY(:gathered) AND min(next_at) > now() - make_interval(secs => :gather_s))
    ORDER BY since LIMIT :most
), taken AS (
    SELECT runs.location_id, runs.id, turns.since
    FROM runs JOIN turns ON turns.kind = runs.kind AND turns.crm_contact_id = runs.crm_contact_id
        AND (turns.only IS NULL OR turns.only = runs.id)
    WHERE runs.state = 'waiting' AND runs.next_at <= now()
    FOR UPDATE OF runs SKIP LOCKED
), claimed AS (
    UPDATE runs SET attempts = attempts + 1, next_at = now() + make_interval(secs => :lease)
    FROM taken WHERE runs.location_id = taken.location_id AND runs.id = taken.id
    RETURNING runs.*, taken.since
)
SELECT kind, crm_contact_id, id, link_id, payload, coalesce(retried_at, created_at) AS created_at, attempts,
    sent_at IS NOT NULL AS maybe_done
FROM claimed
ORDER BY since, kind, crm_contact_id, CASE WHEN kind = ANY(:alone) OR crm_contact_id = '' THEN id END, id
"""
BEGIN: Final = """
UPDATE runs SET sent_at = now(), next_at = now() + make_interval(secs => :lease)
WHERE id = ANY(:ids) AND state = 'waiting' AND next_at > now()
RETURNING id
"""
# What was done stands as done, even if its click has turned out to be a machine's meanwhile. An attempt that did
# nothing leaves no doubt behind, unless an earlier one had.
SETTLE: Final = """
UPDATE runs SET state = :state, reason_code = :code, reason = :reason, attempts = attempts - :free,
    next_at = CASE WHEN :state = 'waiting' THEN now() + make_interval(secs => :pause) ELSE next_at END,
    finished_at = CASE WHEN :state = 'waiting' THEN NULL ELSE now() END,
    sent_at = CASE WHEN :is_doubtful THEN coalesce(sent_at, now()) END,
    trace_id = coalesce(:trace, trace_id), answer = coalesce(CAST(:answer AS jsonb), answer)
WHERE id = :id AND (state = 'waiting' OR (:state = 'done' AND reason_code = 'scanner'))
"""
# So many at once: should there be more, the next turn puts off as many again.
ALL_WAIT: Final = """
WITH due AS (
    SELECT location_id, id FROM runs
    WHERE state = 'waiting' AND next_at < now() + make_interval(secs => :pause)
    ORDER BY next_at LIMIT :looked_at FOR UPDATE SKIP LOCKED
)
UPDATE runs SET next_at = now() + make_interval(secs => :pause)
FROM due WHERE runs.location_id = due.location_id AND runs.id = due.id
"""


@dataclass(frozen=True, slots=True)
class Batch:
    """Runs taken together, oldest first: all that is due of one kind for one contact, or a run that goes alone."""

    kind: str
    contact_id: str
    runs: tuple[Work, ...]


def claim(db: Session, most: int, gather_s: float) -> list[Batch]:
    """Take the due runs of at most so many contacts; what can be gathered is left until it is `gather_s` overdue."""
    values = {
        "most": most, "gather_s": gather_s, "lease": LEASE_S, "looked_at": LOOKED_AT, "alone": list(ALONE),
        "gathered": list(GATHERED), "kinds": list(KNOWN),
    }  # fmt: skip
    rows = db.execute(text(CLAIM), values).all()
    return [
        Batch(kind, contact_id, tuple(Work(*row[2:]) for row in together))
        for (kind, contact_id, _), together in groupby(rows, key=_together)
    ]


def _together(row: Any) -> tuple[str, str, int]:
    goes_alone = row.kind in ALONE or not row.crm_contact_id
    return row.kind, row.crm_contact_id, row.id if goes_alone else 0


def begin(db: Session, runs: Sequence[Work]) -> set[int]:
    """Mark that the CRM is about to be asked; the ids of those that are still ours."""
    values = {"ids": [run.id for run in runs], "lease": LEASE_S}
    return set(db.scalars(text(BEGIN), values))


def settle(db: Session, runs: Sequence[Work], outcomes: Mapping[int, Outcome], trace: str | None) -> None:
    """Write what became of each run; where the CRM turned us away, all of the location waits."""
    for run in runs:
        db.execute(text(SETTLE), _settled(run, outcomes[run.id], trace))
    pauses = [outcome.pause for outcome in outcomes.values() if outcome.state == WAITING and outcome.all_wait]
    if pauses:
        wait(db, max(pauses))


def wait(db: Session, seconds: float) -> None:
    """Put off what the location has due within these seconds to their end."""
    db.execute(text(ALL_WAIT), {"pause": seconds, "looked_at": LOOKED_AT})


def _settled(run: Work, outcome: Outcome, trace: str | None) -> dict[str, Any]:
    answer = dict(outcome.done.answer) if outcome.done else None
    return {
        "id": run.id,
        "state": outcome.state,
        "code": outcome.code,
        "reason": outcome.reason,
        "pause": outcome.pause,
        "free": int(outcome.is_free),
        "is_doubtful": outcome.done is None and (run.maybe_done or not outcome.is_clean),
        "trace": trace,
        "answer": json.dumps(answer) if answer else None,
    }
