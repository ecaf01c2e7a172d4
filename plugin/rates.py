"""How often something may be done: counted in Redis for all processes, and by each for itself while Redis is away."""

from __future__ import annotations

import hashlib
import hmac
import threading
from dataclasses import dataclass
from ipaddress import IPv6Network, ip_address
from time import time
from typing import Final

from redis.exceptions import RedisError

from plugin import db, jobs

MOST_KEPT: Final = 10_000
_counts: dict[str, int] = {}
_lock = threading.Lock()


@dataclass(frozen=True, slots=True)
class Rate:
    """At most `limit` times in each window of `window_s` seconds, for whomever `take` names."""

    name: str
    limit: int
    window_s: int

    def take(self, *whose: object) -> int:
        """Count one more; 0 where it is within the limit, else the seconds until a new window begins."""
        window, into = divmod(int(time()), self.window_s)
        return 0 if self._add(1, window, whose) <= self.limit else self.window_s - into

    def give_back(self, *whose: object) -> None:
        """Uncount one that was taken and turned out not to count."""
        self._add(-1, int(time()) // self.window_s, whose)

    def _add(self, number: int, window: int, whose: tuple[object, ...]) -> int:
        # Addresses are among those named: what is kept, for two windows, tells nobody which.
        named = "\n".join((self.name, *map(str, whose)))
        digest = hmac.digest(db.settings().secret_key.encode(), f"rate\n{named}".encode(), hashlib.sha256)
        return _count(f"rate:{self.name}:{window}:{digest[:16].hex()}", number, 2 * self.window_s)


def neighbours(address: str) -> str:
    """Whom an address is counted with: an IPv4 address alone, one of IPv6 with its /64, of which one person has all."""
    if ":" not in address:
        return address
    return str(IPv6Network((int(ip_address(address)) >> 64 << 64, 64)))


def _count(key: str, number: int, life_s: int) -> int:
    try:
        with jobs.redis().pipeline() as together:
            together.incrby(key, number)
            together.expire(key, life_s)
            return int(together.execute()[0])
    except RedisError:
        return _count_here(key, number)


def _count_here(key: str, number: int) -> int:
    with _lock:
        if len(_counts) >= MOST_KEPT:
            _counts.clear()
        _counts[key] = _counts.get(key, 0) + number
        return _counts[key]
