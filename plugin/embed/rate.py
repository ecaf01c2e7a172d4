"""How often an address may knock: counted in Redis for all processes, and by each for itself while Redis is away."""

from __future__ import annotations

import threading
from time import time
from typing import Final

from redis.exceptions import RedisError

from plugin import jobs
from plugin.errors import RateLimited

LIMIT: Final = 120  # an office of many people shares one address
WINDOW_S: Final = 60
MOST_KEPT: Final = 10_000
_counts: dict[str, int] = {}
_lock = threading.Lock()


def knock(address: str) -> None:
    """Count one try from an address; raises RateLimited beyond LIMIT a window."""
    window, into = divmod(int(time()), WINDOW_S)
    key = f"knock:{window}:{address}"
    if _count(key) > LIMIT:
        raise RateLimited("Too many tries from here. Wait a minute and try again.", retry_after=WINDOW_S - into)


def _count(key: str) -> int:
    try:
        with jobs.redis().pipeline() as together:
            together.incr(key)
            together.expire(key, 2 * WINDOW_S)
            return int(together.execute()[0])
    except RedisError:
        return _count_here(key)


def _count_here(key: str) -> int:
    with _lock:
        if len(_counts) >= MOST_KEPT:
            _counts.clear()
        _counts[key] = _counts.get(key, 0) + 1
        return _counts[key]
