"""Runs that wait: the queue is told of them after commit, and told again of those that are due and not begun."""

from __future__ import annotations

import logging
from collections.abc import Iterable
from typing import Final

from redis.exceptions import RedisError
from sqlalchemy import text

from plugin import jobs
from plugin.tenancy import unscoped

TOLD_AT_ONCE: Final = 500
GRACE_S: Final = 2.0  # for the queue's own telling of a new run
DUE: Final = """
SELECT location_id, id FROM runs
WHERE state = 'waiting' AND next_at <= now() AND (attempts > 0 OR created_at < now() - make_interval(secs => :grace))
ORDER BY next_at LIMIT :most
"""
log = logging.getLogger(__name__)


def tell(run_ids: Iterable[tuple[int, int]]) -> int:
    """Queue runs, given as (location_id, run_id), and say how many; what is left over is the sweeper's.

    The first refusal is the last: nobody waits for a store that is down once for each run.
    """
    told = 0
    for location_id, run_id in list(run_ids)[:TOLD_AT_ONCE]:
        if not jobs.tell("perform_run", location_id=location_id, run_id=run_id):
            break
        told += 1
    return told


def sweep() -> int:
    """Queue the runs that are due: put off, never queued since Redis was down, or left behind by a dead worker.

    A queue that is long already gets no more: it holds most of them, and a run may stand in it twice, not often.
    """
    try:
        if jobs.queue().count >= TOLD_AT_ONCE:
            return 0
    except RedisError as fault:
        log.warning("runs wait, Redis cannot be reached: %s", type(fault).__name__)
        return 0
    with unscoped("cron", "find the runs that are due") as db:
        due = db.execute(text(DUE), {"grace": GRACE_S, "most": TOLD_AT_ONCE})
        found = [(row.location_id, row.id) for row in due]
    return tell(found)
