"""How many calls an app may make for one location or company: a burst window and a day."""

from __future__ import annotations

import threading
import time
from dataclasses import asdict, dataclass, field
from typing import Final

DAY: Final = 86_400.0


@dataclass
class Window:
    """Calls counted since a window began."""

    began: float
    used: int = 0

    def take(self, now: float, length: float, most: int) -> bool:
        """Count one call; False where the window is full."""
        if now - self.began >= length:
            self.began, self.used = now, 0
        if self.used >= most:
            return False
        self.used += 1
        return True


@dataclass
class Seen:
    """What became of a resource's calls since it was last asked to be forgotten."""

    calls: int = 0
    refused: int = 0


@dataclass
class Limits:
    """The counters of every (app, resource), in memory."""

    burst: int
    burst_seconds: float
    daily: int
    _bursts: dict[str, Window] = field(default_factory=dict)
    _days: dict[str, Window] = field(default_factory=dict)
    _own: dict[str, tuple[int, int]] = field(default_factory=dict)
    _seen: dict[str, Seen] = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def take(self, resource: str) -> tuple[bool, dict[str, str]]:
        """Count one call for a resource: whether it may pass, and the headers to answer with."""
        now = time.monotonic()
        with self._lock:
            most, most_daily = self._own.get(resource, (self.burst, self.daily))
            burst = self._bursts.setdefault(resource, Window(now))
            day = self._days.setdefault(resource, Window(now))
            passes = burst.take(now, self.burst_seconds, most) and day.take(now, DAY, most_daily)
            seen = self._seen.setdefault(resource, Seen())
            seen.calls, seen.refused = seen.calls + 1, seen.refused + (not passes)
            return passes, {
                "X-RateLimit-Limit-Daily": str(most_daily),
                "X-RateLimit-Daily-Remaining": str(max(0, most_daily - day.used)),
                "X-RateLimit-Daily-Reset": str(int((day.began + DAY - now) * 1000)),
                "X-RateLimit-Interval-Milliseconds": str(int(self.burst_seconds * 1000)),
                "X-RateLimit-Max": str(most),
                "X-RateLimit-Remaining": str(max(0, most - burst.used)),
            }

    def seen(self) -> dict[str, dict[str, int]]:
        """How many calls each resource made, and how many of them went over its limits."""
        with self._lock:
            return {resource: asdict(seen) for resource, seen in self._seen.items()}

    def set(self, resource: str, burst: int | None, daily: int | None) -> None:
        """Give one resource limits of its own and fresh counters."""
        with self._lock:
            self._own[resource] = (burst or self.burst, self.daily if daily is None else daily)
            self._bursts.pop(resource, None)
            self._days.pop(resource, None)

    def clear(self) -> None:
        """Forget every count and every limit of a resource's own."""
        with self._lock:
            self._bursts.clear()
            self._days.clear()
            self._own.clear()
            self._seen.clear()
