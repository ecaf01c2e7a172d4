"""One errand from a worker's hand to the CRM and back: begun, done, and settled before anything else is said of it."""

from __future__ import annotations

import dataclasses
import logging
from datetime import UTC, datetime
from typing import Final

from prometheus_client import Counter

from plugin.automations import claims
from plugin.automations.actions import ACTIONS
from plugin.automations.actions.kind import EFFECT, Action, Errand, Work
from plugin.automations.attempts import Outcome, attempt, without_asking
from plugin.automations.claims import Batch
from plugin.crm.client import Crm
from plugin.tenancy import tenant

KINDS: Final = {action.kind: action for action in ACTIONS}
SETTLED = Counter("smartlinks_runs", "Attempts at runs, by the state they ended in", ["kind", "state"])
log = logging.getLogger(__name__)


def perform(location_id: int, batch: Batch, crm: Crm) -> bool:
    """Attempt a batch and write what became of it; True where all came to an end.

    What is a fault of ours is logged: the runs stay leased, and are tried again once the lease is over.
    """
    try:
        return _perform(location_id, batch, crm)
    except Exception:
        log.exception("location %s: runs of kind %s not finished", location_id, batch.kind)
        return False


def _perform(location_id: int, batch: Batch, crm: Crm) -> bool:
    action = KINDS[batch.kind]
    outcomes = {run.id: outcome for run in batch.runs if (outcome := without_asking(run, action.once))}
    runs = _begun(location_id, action, tuple(run for run in batch.runs if run.id not in outcomes))
    traces: list[str] = []
    if runs:
        heard = dataclasses.replace(crm, bounded=True, hear=traces.append)
        outcomes |= attempt(action, Errand(location_id, heard, batch.contact_id, runs), datetime.now(UTC))
    settled = [run for run in batch.runs if run.id in outcomes]
    with tenant(location_id) as db:
        claims.settle(db, settled, outcomes, traces[-1] if traces else None)
    return _count(batch.kind, outcomes)


def _begun(location_id: int, action: Action, runs: tuple[Work, ...]) -> tuple[Work, ...]:
    if action.once == EFFECT or not runs:
        return runs
    with tenant(location_id) as db:
        ours = claims.begin(db, runs)
    return tuple(run for run in runs if run.id in ours)


def _count(kind: str, outcomes: dict[int, Outcome]) -> bool:
    for outcome in outcomes.values():
        SETTLED.labels(kind, outcome.state).inc()
    return all(outcome.state != "waiting" for outcome in outcomes.values())
