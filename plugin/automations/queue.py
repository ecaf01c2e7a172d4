"""Accounts that have work: each stands in the queue once, and the sweeper tells it again of those that should."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Final

from redis.exceptions import RedisError
from sqlalchemy import text

from plugin import jobs
from plugin.tenancy import unscoped

LONGEST: Final = 500
QUEUED_S: Final = 5.0  # after which an account may stand in the queue twice: its job was lost with a worker
# From one account that waits to the next, by the index: as many steps as there are such accounts.
DUE: Final = """
WITH RECURSIVE waiting AS (
    (SELECT location_id FROM runs WHERE state = 'waiting' ORDER BY location_id LIMIT 1)
    UNION ALL
    SELECT (
        SELECT runs.location_id FROM runs
        WHERE runs.state = 'waiting' AND runs.location_id > waiting.location_id ORDER BY runs.location_id LIMIT 1
    )
    FROM waiting WHERE waiting.location_id IS NOT NULL
)
SELECT waiting.location_id FROM waiting CROSS JOIN LATERAL (
    SELECT next_at FROM runs
    WHERE runs.location_id = waiting.location_id AND runs.state = 'waiting' ORDER BY next_at LIMIT 1
) AS first
WHERE first.next_at <= now() ORDER BY first.next_at LIMIT :most
"""
log = logging.getLogger(__name__)


def tell(location_ids: Iterable[int]) -> bool:
    """Have the accounts' due runs worked; False where Redis cannot be reached: the sweeper tells again."""
    return all(jobs.tell_once("drain_runs", QUEUED_S, location_id=location_id) for location_id in location_ids)


def sweep() -> None:
    """Tell of the accounts that have something due: put off, never told of while Redis was down, or left behind."""
    try:
        if jobs.queue().count >= LONGEST:
            return
    except RedisError as fault:
        log.warning("runs wait, Redis cannot be reached: %s", type(fault).__name__)
        return
    with unscoped("cron", "find the accounts that have runs due") as db:
        due = list(db.scalars(text(DUE), {"most": LONGEST}))
    tell(due)
