"""What was found is kept, named by what it was found of, until there is no room for it."""

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

MOST_KEPT: Final = 500_000  # numbers or words: some 50 MB
ANSWERS: Final = Counter("smartlinks_report_answers", "Answers given by reports.", ["kept"])
_kept: OrderedDict[Hashable, Any] = OrderedDict()
_weights = [0]  # of all that is kept
_lock = threading.Lock()


def pulse_of(db: Session) -> int:
    """The number of the location's newest hit; 0 before the first. It grows with whatever changes a number."""
    return db.scalar(select(Pulse.seq)) or 0


def remembered(db: Session, pulse: int, question: Hashable, find: Callable[[], Any]) -> Any:
    """The answer to a question at this pulse of the session's location, found once in this process."""
    name = (pulse, question)
    ANSWERS.labels("no" if recalled(db, name) is None else "yes").inc()
    return once(db, name, find)


def once(db: Session, name: Hashable, find: Callable[[], Any]) -> Any:
    """What is called so in the session's location, which never is None, found once in this process.

    A name holds a number that grows with each change, read before what it names is found: should something come in
    between, what is kept is newer than its name, and is not asked for by that name again.
    """
    known = recalled(db, name)
    if known is None:
        known = find()
        keep(db, name, known)
    return known


def recalled(db: Session, name: Hashable) -> Any:
    """What is kept under a name for the session's location; None where nothing is."""
    key = (_home(db), name)
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
        return _kept.get(key)


def keep(db: Session, name: Hashable, found: Any) -> None:
    """Keep it in place of what was called so before; what has not been asked for longest makes room."""
    key = (_home(db), name)
    with _lock:
        _weights[0] += _weight(found) - (_weight(_kept.pop(key)) if key in _kept else 0)
        _kept[key] = found
        while _weights[0] > MOST_KEPT:
            _weights[0] -= _weight(_kept.popitem(last=False)[1])


def clear() -> None:
    """Forget everything, as a new process begins."""
    with _lock:
        _kept.clear()
        _weights[0] = 0


def _home(db: Session) -> Hashable:
    """The location, and the database whose location it is."""
    if "home" not in db.info:
        db.info["home"] = (location_of(db), str(db.get_bind().engine.url))
    home: Hashable = db.info["home"]
    return home


def _weight(found: Any) -> int:
    """How many numbers or words it is, about: an answer holds lists of them."""
    within = (
        sum(len(each) for each in found.values() if isinstance(each, dict | list)) if isinstance(found, dict) else 0
    )
    return 1 + within + (len(found) if isinstance(found, dict | list) else 0)
