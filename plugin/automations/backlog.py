"""How many runs wait, failed or are unknown, by kind: for operators, who see what piles up before staff do."""

from __future__ import annotations

from typing import Final

from prometheus_client import Gauge
from sqlalchemy import text

from plugin.automations.actions import ACTIONS
from plugin.automations.models import FAILED, UNKNOWN, WAITING
from plugin.tenancy import unscoped

OPEN: Final = (WAITING, FAILED, UNKNOWN)
# What is over is counted as it ends, not here: these states have an index of their own.
COUNT: Final = """
SELECT kind, 'waiting' AS state, count(*) FROM runs WHERE state = 'waiting' GROUP BY kind
UNION ALL
SELECT kind, state, count(*) FROM runs WHERE state IN ('failed', 'unknown') GROUP BY kind, state
"""
RUNS = Gauge(
    "smartlinks_runs_open", "Runs that wait, failed or are unknown", ["kind", "state"],
    multiprocess_mode="livemostrecent",
)  # fmt: skip


def count() -> None:
    """Count them all anew."""
    with unscoped("cron", "count the runs that are not over") as db:
        found = {(kind, state): number for kind, state, number in db.execute(text(COUNT))}
    for action in ACTIONS:
        for state in OPEN:
            RUNS.labels(action.kind, state).set(found.get((action.kind, state), 0))
