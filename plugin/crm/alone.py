"""The budget of a process that cannot reach Redis: a small part of what is granted, for others may ask as well."""

from __future__ import annotations

import threading
import time
from collections import deque
from typing import Final

from plugin.crm.allowance import INTERVAL_S, MOST, Told

SHARE: Final = 10  # of us, at most, are taken to ask for one account at once
MOST_KEPT: Final = 10_000
_calls: dict[str, deque[float]] = {}
_closed: dict[str, tuple[float, bool]] = {}
_lock = threading.Lock()


def take(resource: str, *, is_taken: bool) -> tuple[int, int, float, bool]:
    """How many calls are left of how many; where none are, in how many seconds; whether the day is spent."""
    now, cap = time.monotonic(), MOST // SHARE
    with _lock:
        until, is_day = _closed.get(resource, (0.0, False))
        if until > now:
            return 0, cap, until - now, is_day
        if len(_calls) > MOST_KEPT:
            _calls.clear()
        calls = _calls.setdefault(resource, deque())
        while calls and calls[0] <= now - INTERVAL_S:
            calls.popleft()
        if len(calls) >= cap:
            return 0, cap, calls[0] + INTERVAL_S - now, False
        if is_taken:
            calls.append(now)
        return cap - len(calls), cap, 0.0, False


def heard(resource: str, told: Told) -> float:
    """Keep away from an account for as long as the CRM asks; the seconds."""
    if not told.closed:
        return 0.0
    pause_s = told.pause_s or INTERVAL_S
    with _lock:
        if len(_closed) > MOST_KEPT:
            _closed.clear()
        _closed[resource] = (time.monotonic() + pause_s, told.closed == "day")
    return pause_s
