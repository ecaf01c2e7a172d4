"""Faults on demand: what a test switches on to see an app suffer, limited to a path, a location, a number of times."""

from __future__ import annotations

import random
import threading
from dataclasses import asdict, dataclass, field
from fnmatch import fnmatchcase
from typing import Any

from sandbox.ids import new_id


@dataclass
class Fault:
    """One trouble. Absent conditions hold for every call; `count` falls with each use, None never ends."""

    path: str = "*"
    method: str | None = None
    location: str | None = None
    status: int | None = None
    slow: float = 0.0
    answer_lost: bool | str = False
    count: int | None = None
    probability: float = 1.0
    headers: dict[str, str] = field(default_factory=dict)
    message: str | None = None
    extra: dict[str, Any] = field(default_factory=dict)
    id: str = field(default_factory=new_id)

    def meets(self, method: str, path: str, location: str | None) -> bool:
        """Whether it strikes this call."""
        return (
            self.count != 0
            and (path.startswith(self.path) or fnmatchcase(path, self.path))
            and (self.method is None or self.method.upper() == method)
            and (self.location is None or self.location == location)
            and random.random() < self.probability  # noqa: S311 - chance, not secrecy
        )


class Faults:
    """The faults switched on now."""

    def __init__(self) -> None:
        self._on: list[Fault] = []
        self._lock = threading.Lock()

    def add(self, fault: Fault) -> Fault:
        """Switch one on."""
        with self._lock:
            self._on.append(fault)
        return fault

    def strike(self, method: str, path: str, location: str | None) -> Fault | None:
        """The first fault that strikes this call; it is used up by one."""
        with self._lock:
            for fault in self._on:
                if fault.meets(method, path, location):
                    fault.count = fault.count - 1 if fault.count is not None else None
                    self._on = [one for one in self._on if one.count != 0]
                    return fault
        return None

    def listed(self) -> list[dict[str, Any]]:
        """All of them, as they were asked for, with what is left of their counts."""
        with self._lock:
            return [asdict(fault) for fault in self._on]

    def clear(self, location: str | None = None) -> None:
        """Switch off all of them, or those of one location."""
        with self._lock:
            self._on = [fault for fault in self._on if location and fault.location != location]
