"""How often one address may look at something that costs us more than a click: a bucket of tokens for each, here."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Final

MOST_KEPT: Final = 10_000


class Buckets:
    """Each key may take `burst` tokens at once, and one more every `seconds`; any thread may take."""

    def __init__(self, burst: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._room = burst * seconds
        self._seconds = seconds
        self._clock = clock
        self._full_at: dict[str, float] = {}  # when what was taken has flowed back
        self._lock = threading.Lock()

    def take(self, key: str) -> bool:
        """Take a token; False where there is none."""
        now = self._clock()
        with self._lock:
            full_at = max(self._full_at.get(key, now), now) + self._seconds
            if full_at - now > self._room:
                return False
            self._full_at.pop(key, None)
            self._full_at[key] = full_at
            if len(self._full_at) > MOST_KEPT:
                del self._full_at[next(iter(self._full_at))]
            return True
