"""What runs while you sleep, and the loop that runs it.

RQ's own cron scheduler would only put jobs into Redis, as pickles, and ends where Redis does; ours has to work through
just that, so that what waits in PostgreSQL is queued the moment Redis is back.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from plugin.settings import Settings
from workers.count_runs import count_runs
from workers.forget_old import forget_bursts, forget_old
from workers.lapse_plans import lapse_plans
from workers.make_partitions import make_partitions
from workers.pack_months import pack_months
from workers.reconcile_plans import reconcile_plans
from workers.sweep_contacts import sweep_contacts
from workers.sweep_erased import sweep_erased
from workers.sweep_exports import sweep_exports
from workers.sweep_forgotten import sweep_forgotten
from workers.sweep_history import sweep_history
from workers.sweep_installs import sweep_installs
from workers.sweep_leads import sweep_leads
from workers.sweep_runs import sweep_runs
from workers.sweep_webhooks import sweep_webhooks

HOUR_S: Final = 3_600.0
DAY_S: Final = 24 * HOUR_S
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """Something done again every `seconds`; all of them can run twice at once, on two hosts."""

    description: str
    function: Callable[[], None]
    seconds: float


SCHEDULE: Final = (
    Turn("Queue the accounts that have runs due", sweep_runs, 1.0),
    Turn("Count the runs that are not over", count_runs, 15.0),
    Turn("Queue the CRM's events that are due", sweep_webhooks, 5.0),
    Turn("Queue the contacts that the CRM is to be asked about", sweep_contacts, 10.0),
    Turn("Queue the captured leads that nobody has seen to", sweep_leads, 10.0),
    Turn("Pick up what installs left undone", sweep_installs, 120.0),
    Turn("Queue what was deleted and has left clicks behind", sweep_forgotten, 60.0),
    Turn("Queue the accounts that left and are to be erased", sweep_erased, HOUR_S),
    Turn("Let plans lapse that were not paid in time", lapse_plans, 60.0),
    Turn("Compare plans with the marketplace's, a few at a time", reconcile_plans, 30.0),
    Turn("Queue the exports that nobody works on, let go of the expired", sweep_exports, 15.0),
    Turn("Make the coming months' partitions of clicks, drop those long past", make_partitions, DAY_S / 4),
    Turn("Pack the months of clicks that are over", pack_months, DAY_S / 4),
    Turn("Queue the accounts' histories, to be kept as long as their plans say", sweep_history, DAY_S),
    Turn("Forget what has served its time", forget_old, DAY_S),
    Turn("Forget the keys of addresses", forget_bursts, 300.0),
)


def run(_settings: Settings, stop: threading.Event) -> None:
    """Take each turn when it is due, all of them at the start, until told to stop; one that fails stops no other."""
    due = dict.fromkeys(SCHEDULE, time.monotonic())
    while not stop.is_set():
        turn = min(due, key=lambda each: due[each])
        if stop.wait(max(0.0, due[turn] - time.monotonic())):
            return
        take(turn)
        due[turn] = time.monotonic() + turn.seconds


def take(turn: Turn) -> None:
    """Do it once; what goes wrong is logged, and tried again at its next turn."""
    try:
        turn.function()
    except Exception:
        log.exception("failed: %s", turn.description)
