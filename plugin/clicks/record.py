"""Hits become rows: clicks, who came first, what is counted of them and the pulse, in a few set-based statements."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, NamedTuple

import psycopg
from psycopg import errors as postgres
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from plugin.clicks import claims
from plugin.clicks.acquaint import acquaint
from plugin.clicks.bursts import unmask
from plugin.clicks.dictionaries import DICTIONARIES, define
from plugin.clicks.enrich import COLUMNS, Reject, Sifted, sift
from plugin.clicks.erase import unname
from plugin.clicks.journal import Line
from plugin.clicks.store import STORE

# The batch at hand. Made anew where a pooler hands us a connection that has never seen it; empty after each commit.
HITS: Final = f"""
CREATE TEMPORARY TABLE IF NOT EXISTS hits (
    n int, at float8, location_id bigint, link_id bigint, visitor bigint, burst bytea, outcome text, qr bool,
    crm_contact_id text, bot text, {", ".join(f"{each.part} uuid, {each.declared}" for each in DICTIONARIES)}
) ON COMMIT DELETE ROWS
"""
COPY: Final = f"COPY hits ({', '.join(COLUMNS)}) FROM STDIN (FORMAT text, NULL '')"
# The pulse's lock comes first and is held to the end: recorders of one location take turns from here on, so none can
# hold a counter that another waits for, and whoever deletes a link waits its turn too. Sorted, so that two recorders
# of several locations cannot wait for each other.
TAKE_TURN: Final = """
INSERT INTO pulse (location_id, seq)
SELECT hits.location_id, count(*)
FROM hits JOIN links ON links.location_id = hits.location_id AND links.id = hits.link_id
GROUP BY hits.location_id ORDER BY hits.location_id
ON CONFLICT (location_id) DO UPDATE SET seq = pulse.seq + excluded.seq, at = now()
"""
DROP_GONE: Final = """
DELETE FROM hits WHERE NOT EXISTS (
    SELECT FROM links WHERE links.location_id = hits.location_id AND links.id = hits.link_id
)
"""
IS_LIMIT_FULL: Final = """
SELECT EXISTS (SELECT FROM hits JOIN caps USING (location_id, link_id) WHERE caps.used >= caps.click_limit)
"""
COUNT_ORPHANS: Final = """
INSERT INTO orphans (domain_id, day, hits) VALUES (:domain_id, :day, :hits)
ON CONFLICT (domain_id, day) DO UPDATE SET hits = orphans.hits + excluded.hits
"""


class Caused(NamedTuple):
    """A run that a batch causes, and in how many seconds it is due."""

    location_id: int
    run_id: int
    wait: float


# Makes the runs of the batch in `hits` and ends those of the clicks in `taken_back`.
Cause = Callable[[Session], list[Caused]]


@dataclass(slots=True)
class Recorded:
    """What became of lines: how many rows, how many of deleted links, which were refused, which runs they cause.

    `began_at` is the moment of the first hit in Unix seconds, where there is one.
    """

    rows: int = 0
    dropped: int = 0
    rejects: list[Reject] = field(default_factory=list)
    runs: list[Caused] = field(default_factory=list)
    began_at: float | None = None


def record(db: Session, lines: Sequence[Line], cause: Cause) -> Recorded:
    """Write what lines hold, in their order, within the recorder's transaction; `cause` gives the runs of a batch.

    What PostgreSQL refuses is found by halving the batch, and ends among the rejects; any other error is raised.
    """
    recorded = Recorded()
    waiting = [lines]
    while waiting:
        batch = waiting.pop()
        try:
            with db.begin_nested():
                _record(db, sift(batch, time.time()), cause, recorded)
        except (DBAPIError, psycopg.Error) as error:
            reason = _refusal(error)
            if reason is None:
                raise
            half = len(batch) // 2
            if half:
                waiting += [batch[half:], batch[:half]]
            else:
                recorded.rejects.append(Reject(batch[0], reason))
    return recorded


def _refusal(error: DBAPIError | psycopg.Error) -> str | None:
    """Why PostgreSQL refuses the data as such, where that is what it does: trying again would not help."""
    original = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(original, postgres.CheckViolation):
        # There is no partition for a month that should have one: it will be made, and the journal waits till then.
        return None
    refusals = (psycopg.DataError, psycopg.IntegrityError, postgres.ProgramLimitExceeded)
    return f"{type(original).__name__}: {original}"[:200] if isinstance(original, refusals) else None


def _record(db: Session, sifted: Sifted, cause: Cause, recorded: Recorded) -> None:
    dropped, runs = 0, list[Caused]()
    if sifted.rows:
        _load(db, sifted.rows)
        db.execute(text(TAKE_TURN))
        dropped = _count(db.execute(text(DROP_GONE)))
        if sifted.has_contacts:
            claims.resolve(db)
            # Before anybody gets to know them again.
            unname(db)
            acquaint(db)
        has_taken_back = unmask(db)
        define(db)
        db.execute(text(STORE))
        runs = cause(db) if sifted.has_contacts or has_taken_back or db.scalar(text(IS_LIMIT_FULL)) else []
    if sifted.orphans:
        counted = [
            {"domain_id": domain_id, "day": day, "hits": hits}
            for (domain_id, day), hits in sorted(sifted.orphans.items())
        ]
        db.execute(text(COUNT_ORPHANS), counted)
    recorded.rows += len(sifted.rows) - dropped
    recorded.dropped += dropped
    recorded.rejects += sifted.rejects
    recorded.runs += runs
    recorded.began_at = recorded.began_at or sifted.began_at


def _load(db: Session, rows: list[str]) -> None:
    db.execute(text(HITS))
    db.execute(text("DELETE FROM hits"))
    connection = db.connection().connection.driver_connection
    assert isinstance(connection, psycopg.Connection)
    with connection.cursor() as cursor, cursor.copy(COPY) as copy:
        copy.write("".join(rows))


def _count(result: Any) -> int:
    return int(result.rowcount)
