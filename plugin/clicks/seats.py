"""Room for visitors' forms: few threads of a process work on them at once, so that the others stay free for clicks."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from functools import wraps
from typing import Final

from plugin.clicks.decide import Page
from plugin.clicks.gated import Asking, Opened, Opener

PATIENCE_S: Final = 1.0
# Two are worked on, one waits for its turn, the next is told to come back. What is done here may hash or store.
_room = threading.BoundedSemaphore(3)
_seats = threading.BoundedSemaphore(2)


def seated(outcome: str) -> Callable[[Opener], Opener]:
    """Let an opener work only where there is a seat; else the visitor is told to try again, counted as `outcome`."""
    busy = Page("busy", outcome, 503)

    def with_seats(opener: Opener) -> Opener:
        @wraps(opener)
        def taking_a_seat(asking: Asking, posted: Mapping[str, str]) -> Opened:
            if not _room.acquire(blocking=False):
                return Opened(asking.asked.passes, page=busy)
            try:
                if not _seats.acquire(timeout=PATIENCE_S):
                    return Opened(asking.asked.passes, page=busy)
                try:
                    return opener(asking, posted)
                finally:
                    _seats.release()
            finally:
                _room.release()

        return taking_a_seat

    return with_seats
