"""The flood: clicks faster than the CRM takes calls; it fails and forgets to answer, and workers and Redis are lost."""

from __future__ import annotations

import os
import random
import signal
import time
from contextlib import suppress
from dataclasses import dataclass, field

from sqlalchemy import text

from bench.automations import clicks
from bench.automations.world import World
from plugin import jobs
from plugin.tenancy import tenant

KILL_EVERY_S = 10.0
LONGEST_S = 1_800.0
FAULTS = (
    {"path": "/contacts", "status": 429, "probability": 0.05},
    {"path": "/contacts", "status": 500, "probability": 0.02},
    {"path": "/contacts", "answer_lost": True, "probability": 0.01},
)
OPEN = "SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FROM runs"


@dataclass
class Breaker:
    """Kills a worker now and then and wipes Redis once, halfway."""

    made: World
    wipe_at: float
    kills: int = 0
    is_wiped: bool = False
    last_s: float = field(default=0.0)

    def __call__(self, passed: float) -> None:
        """What is due after so many seconds."""
        if passed - self.last_s >= KILL_EVERY_S:
            self.last_s = passed
            with suppress(ProcessLookupError):
                os.kill(self.made.family.pids(f"worker-{random.randrange(self.made.size.workers)}")[0], signal.SIGKILL)
                self.kills += 1
        if passed >= self.wipe_at and not self.is_wiped:
            jobs.redis().flushall()
            self.is_wiped = True


def run(made: World) -> None:
    """Let it come over them, wait until nothing is left to do, and print how long that took."""
    for fault in FAULTS:
        made.crm("POST", "/faults", json=fault)
    breaker = Breaker(made, made.size.seconds / 2)
    began = time.monotonic()
    written = clicks.write(made, made.size.clicks, made.size.seconds, breaker)
    print(f"flood: {len(written):,} clicks in {time.monotonic() - began:.0f} s, by {made.size.locations} accounts")
    while waiting(made) and time.monotonic() - began < LONGEST_S:
        breaker(time.monotonic() - began)
        time.sleep(1.0)
    made.crm("DELETE", "/faults")
    seconds = time.monotonic() - began
    print(
        f"flood: {waiting(made)} runs left after {seconds:.0f} s, of which a window takes {made.size.window_s} s; "
        f"{breaker.kills} workers killed, Redis wiped: {breaker.is_wiped}"
    )


def waiting(made: World) -> int:
    """How many runs wait, or are still to be caused by clicks in a journal."""
    left = sum(path.stat().st_size > 0 for path in made.settings.journal_dir.glob("*.jsonl"))
    for account in made.accounts:
        with tenant(account.id) as db:
            left += db.execute(text(OPEN)).one()[0]
    return left
