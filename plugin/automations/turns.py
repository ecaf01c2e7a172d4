"""Accounts taking turns: one worker at a time for each, a slice of time, and then to the queue's end."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from typing import Final

from plugin import jobs
from plugin.automations import queue
from plugin.automations.drain import drain
from plugin.crm.client import Crm

WORKED_MS: Final = 3_000  # longer than a slice: what a dead worker held is free again after it
RELEASE: Final = "if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end"


def take_turn(location_id: int, crm_for: Callable[[int], Crm]) -> None:
    """Work an account's due runs for one slice, unless another worker is at it; then stand at the queue's end again.

    None of this is needed for a run to be done once: whoever claims it has it.
    """
    redis, mine = jobs.redis(), secrets.token_hex(8)
    lock, again = f"runs:worked:{location_id}", f"runs:again:{location_id}"
    jobs.begun("drain_runs", location_id=location_id)
    if not redis.set(lock, mine, nx=True, px=WORKED_MS):
        redis.set(again, 1, px=WORKED_MS)
        return
    try:
        has_more = drain(location_id, crm_for(location_id))
    finally:
        redis.eval(RELEASE, 1, lock, mine)
    if redis.getdel(again) or has_more:
        queue.tell([location_id])
