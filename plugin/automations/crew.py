"""The hands of a worker's process: threads that wait for the CRM, of which one account never has all."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import Final

HANDS: Final = 24
HANDS_EACH: Final = 6  # an account's, so that one whose calls hang leaves others theirs

_pool = ThreadPoolExecutor(HANDS, thread_name_prefix="errand")
_busy: Counter[int] = Counter()
_lock = threading.Lock()


def free(location_id: int) -> int:
    """How many more errands of this account may begin."""
    with _lock:
        return max(0, min(HANDS_EACH - _busy[location_id], HANDS - _busy.total()))


def send(location_id: int, errand: Callable[[], bool]) -> Future[bool]:
    """Have an errand run; those that outlast their slice go on without anyone waiting for them."""
    with _lock:
        _busy[location_id] += 1
    sent = _pool.submit(errand)
    sent.add_done_callback(lambda _sent: _back(location_id))
    return sent


def _back(location_id: int) -> None:
    with _lock:
        _busy[location_id] -= 1
        if not _busy[location_id]:
            del _busy[location_id]


def until_free(sent: list[Future[bool]], deadline: float) -> bool:
    """Wait for the errands of one round, until `deadline` on the monotonic clock; True where all are back."""
    return not wait(sent, max(0.0, deadline - time.monotonic())).not_done
