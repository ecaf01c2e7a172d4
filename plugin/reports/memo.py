"""Answers kept for as long as nothing new has come: the location's pulse is part of the question."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Any, Final

from prometheus_client import Counter
from sqlalchemy import select
from sqlalchemy.orm import Session

from plugin.clicks.models import Pulse
from plugin.tenancy import location_of

MOST_KEPT: Final = 2_000
ANSWERS: Final = Counter("smartlinks_report_answers", "Answers given by reports.", ["kept"])
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_lock = threading.Lock()


def pulse_of(db: Session) -> int:
    """The number of the location's newest hit; 0 before the first. It grows with whatever changes a number."""
    return db.scalar(select(Pulse.seq)) or 0


def remembered(db: Session, pulse: int, question: Hashable, find: Callable[[], Any]) -> Any:
    """The answer to a question at this pulse of the session's location, found once in this process.

    The pulse is read before the answer is found: should something come in between, the answer is newer than its name,
    and is not asked for by that name again.
    """
    key = (location_of(db), pulse, question)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            ANSWERS.labels("yes").inc()
            return _kept[key]
    ANSWERS.labels("no").inc()
    found = find()
    with _lock:
        _kept[key] = found
        if len(_kept) > MOST_KEPT:
            _kept.popitem(last=False)
    return found
