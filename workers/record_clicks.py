"""The recorder: tails this host's journals and brings each line to PostgreSQL exactly once."""

from __future__ import annotations

import logging
import threading
import time
from dataclasses import dataclass, field
from math import ceil
from pathlib import Path
from typing import Final

import psycopg
from prometheus_client import Counter, Gauge, Histogram
from sqlalchemy.exc import SQLAlchemyError

from plugin.automations import queue
from plugin.automations.cause import cause
from plugin.clicks import offsets
from plugin.clicks.journal import is_closed, read, segments
from plugin.clicks.record import Caused, Recorded, record
from plugin.settings import Settings
from plugin.tenancy import after_commit, unscoped

BATCH: Final = 5_000  # lines: some 150 ms of work
IDLE_S: Final = (0.02, 0.05, 0.1)  # pauses while nothing comes, the last one repeated
QUIET_S: Final = 5.0
SOON_S: Final = 5.0
BACK_OFF_S: Final = (0.2, 0.5, 1.0, 2.0, 5.0)

RECORDED = Counter("smartlinks_clicks_recorded", "Hits brought to PostgreSQL")
REJECTED = Counter("smartlinks_clicks_rejected", "Lines of the journal that could not be recorded")
DROPPED = Counter("smartlinks_clicks_dropped", "Hits on links that have been deleted since")
FAULTS = Counter("smartlinks_recorder_faults", "Passes that ended early: a store is down, or a segment unreadable")
LAG = Gauge("smartlinks_recorder_lag_seconds", "Age of the oldest hit of the newest batch", multiprocess_mode="livemax")
BATCH_TIME = Histogram("smartlinks_recorder_batch_seconds", "How long one transaction of the recorder takes")
log = logging.getLogger(__name__)


@dataclass(slots=True)
class Tail:
    """What this recorder remembers of the segments, so that an idle one costs a look at its size and no query.

    `due` holds when the queue is told of which account; Redis is told of none before `quiet_until`. Both are on the
    monotonic clock.
    """

    settings: Settings
    seen: dict[str, int] = field(default_factory=dict)
    due: list[tuple[float, int]] = field(default_factory=list)
    quiet_until: float = 0.0


def run(settings: Settings, stop: threading.Event) -> None:
    """Record until told to stop. With PostgreSQL down it waits and goes on: the journal keeps what comes meanwhile."""
    tail = Tail(settings)
    faults = idle = 0
    while not stop.is_set():
        try:
            busy = record_once(tail)
        except (SQLAlchemyError, psycopg.Error, OSError) as fault:
            FAULTS.inc()
            log.warning(
                "not recorded, will be tried again: %s: %s", type(fault).__name__, str(fault).partition("\n")[0]
            )
            stop.wait(BACK_OFF_S[min(faults, len(BACK_OFF_S) - 1)])
            faults += 1
            continue
        faults, idle = 0, 0 if busy else idle + 1
        if not busy:
            LAG.set(0)
            stop.wait(IDLE_S[min(idle, len(IDLE_S)) - 1])


def record_once(tail: Tail) -> int:
    """One batch of each segment that has something new; how many lines that were.

    Raises where a store is down, and, once the others are done, where a segment cannot be read.
    """
    _tell_due(tail)
    lines = 0
    unreadable: OSError | None = None
    found = segments(tail.settings.journal_dir)
    for segment in found:
        try:
            lines += _record_segment(tail, segment)
        except FileNotFoundError:
            # Another recorder was here first; our transaction, if any, is rolled back with what it knew of the segment.
            tail.seen.pop(segment.name, None)
        except OSError as fault:
            unreadable = fault
    if len(tail.seen) > len(found):
        tail.seen = {segment.name: tail.seen[segment.name] for segment in found if segment.name in tail.seen}
    if unreadable:
        raise unreadable
    return lines


def _record_segment(tail: Tail, segment: Path) -> int:
    closed = is_closed(segment)
    if not closed and segment.stat().st_size == tail.seen.get(segment.name, 0):
        return 0
    started = time.monotonic()
    with unscoped("recorder", "record a segment's clicks") as db:
        position = offsets.take(db, segment.name, tail.settings.host_id)
        if position is None:
            return 0
        lines, end = read(segment, position, BATCH, closed=closed)
        recorded = record(db, lines, cause)
        offsets.keep_rejects(db, segment.name, recorded.rejects)
        if end != position:
            offsets.move(db, segment.name, end)
        elif closed:
            # The file first: a crash between the two leaves a row without a file, never a file to record again.
            segment.unlink()
            offsets.forget(db, segment.name)
        after_commit(db, lambda: _await(tail, recorded.runs))
    tail.seen[segment.name] = end
    _count(recorded, started)
    return len(lines)


def _await(tail: Tail, caused: list[Caused]) -> None:
    """Runs wait for signs of a machine; what waits longer, or is left when we die, is the sweeper's."""
    now = time.monotonic()
    told = {(ceil(10 * (now + run.wait)) / 10, run.location_id) for run in caused if run.wait <= SOON_S}
    tail.due = sorted(told.union(tail.due))[: queue.LONGEST]


def _tell_due(tail: Tail) -> None:
    """Queue what is due; a Redis that hangs is left to the sweeper for a while, so that it cannot slow clicks."""
    now = time.monotonic()
    due = {location_id for at, location_id in tail.due if at <= now}
    tail.due = [(at, location_id) for at, location_id in tail.due if at > now]
    if due and now >= tail.quiet_until and not queue.tell(due):
        tail.quiet_until = time.monotonic() + QUIET_S


def _count(recorded: Recorded, started: float) -> None:
    RECORDED.inc(recorded.rows)
    DROPPED.inc(recorded.dropped)
    REJECTED.inc(len(recorded.rejects))
    if recorded.began_at is not None:
        LAG.set(max(0.0, time.time() - recorded.began_at))
        BATCH_TIME.observe(time.monotonic() - started)
