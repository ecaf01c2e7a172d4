"""Every roll-up of a location made anew from its rows, in pieces, while clicks go on being recorded.

A piece is right by itself: it holds the recorder's turn, takes away what is counted of some links or of some days, and
counts them again. What lifetime totals hold of rows that are gone (`gone_`) stays, and so do firsts of that time.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.clicks.partitions import month_after
from plugin.clicks.rollups import BOT_DAYS, IDS, MONTH, PARTS, QUARTERS, TOTALS, WORTH
from plugin.clicks.turn import take_turn
from plugin.tenancy import tenant

PIECE: Final = 20_000  # clicks: some tenths of a second in which the location's newest clicks wait
PATIENCE: Final = "SET LOCAL statement_timeout = '10min'; SET LOCAL synchronous_commit = off"  # can be done again
DAY: Final = timedelta(days=1)

LINKS: Final = """
SELECT link_id, sum(clicks) FROM (
    SELECT link_id, count(*) AS clicks FROM clicks WHERE outcome = 'sent' GROUP BY 1
    UNION ALL SELECT link_id, 0 FROM link_totals
) AS known GROUP BY 1 ORDER BY 1
"""
DAYS: Final = """
SELECT day, sum(clicks) FROM (
    SELECT (at AT TIME ZONE 'UTC')::date AS day, count(*) AS clicks FROM clicks WHERE outcome = 'sent' GROUP BY 1
    UNION ALL SELECT (quarter AT TIME ZONE 'UTC')::date, 0 FROM clicks_by_quarter GROUP BY 1
    UNION ALL SELECT day, 0 FROM bots_by_day GROUP BY 1
) AS known GROUP BY 1 ORDER BY 1
"""
# A first in the order of recording, unless the visitor's first has been let go with its row.
FIRSTS: Final = (
    """CREATE TEMPORARY TABLE firsts ON COMMIT DROP AS
    SELECT DISTINCT ON (link_id, visitor) location_id, link_id, visitor, at, seq FROM clicks
    WHERE link_id = ANY(:links) AND outcome = 'sent' AND human ORDER BY link_id, visitor, seq""",
    "CREATE INDEX ON firsts (link_id, visitor)",
    "ANALYZE firsts",
    """DELETE FROM firsts USING first_seen AS known
    WHERE known.link_id = firsts.link_id AND known.visitor = firsts.visitor AND known.at < :cleared
        AND NOT EXISTS (
            SELECT FROM clicks WHERE clicks.link_id = known.link_id AND clicks.at = known.at
                AND clicks.visitor = known.visitor AND clicks.outcome = 'sent' AND clicks.human
        )""",
    """DELETE FROM first_seen WHERE link_id = ANY(:links) AND at >= :cleared
        AND NOT EXISTS (
            SELECT FROM firsts WHERE firsts.link_id = first_seen.link_id AND firsts.visitor = first_seen.visitor
        )""",
    """INSERT INTO first_seen (location_id, link_id, visitor, at) SELECT location_id, link_id, visitor, at FROM firsts
    ON CONFLICT (location_id, link_id, visitor) DO UPDATE SET at = excluded.at WHERE first_seen.at <> excluded.at""",
    """UPDATE clicks SET first = NOT clicks.first
    WHERE link_id = ANY(:links) AND outcome = 'sent'
        AND first <> ((link_id, visitor, seq) IN (SELECT link_id, visitor, seq FROM firsts))""",
)
CHANGES: Final = f"""
WITH changes AS MATERIALIZED (
    SELECT location_id, link_id, at AS moment, {", ".join(IDS)}, bot AS reason, {WORTH} FROM clicks
    WHERE outcome = 'sent' AND
"""  # noqa: S608 - names of ours, here and below
OF_LINKS: Final = (
    *FIRSTS,
    """UPDATE link_totals SET clicks = gone_clicks, firsts = gone_firsts, bots = gone_bots, scans = gone_scans,
        last_at = gone_last_at WHERE link_id = ANY(:links)""",
    f"{CHANGES} link_id = ANY(:links)), totals AS ({TOTALS}) SELECT 1",
)
COUNT_DAYS: Final = f"""
{CHANGES} at >= :start AND at < :end), quarters AS ({QUARTERS}), bot_days AS ({BOT_DAYS}) SELECT 1
"""
# One statement counts a part's month, however many clicks it has: half a month of it would not be right.
OF_MONTH: Final = tuple(
    (
        f"DELETE FROM clicks_by_part_month WHERE part = '{each[:-3]}' AND month = :month",  # noqa: S608
        f"""INSERT INTO clicks_by_part_month (location_id, part, month, id, clicks, bots)
        SELECT location_id, '{each[:-3]}', :month, {each}, count(*) FILTER (WHERE human),
               count(*) FILTER (WHERE NOT human)
        FROM clicks WHERE outcome = 'sent' AND at >= :start AND at < :end GROUP BY location_id, {each}""",  # noqa: S608
    )
    for each in PARTS
)
# What reports keep of the month was counted by what is mended only now.
TOLD: Final = (
    "UPDATE clicks_by_quarter SET changed = (SELECT seq FROM pulse) WHERE quarter >= :start AND quarter < :end",
)
MONTHS: Final = f"""
SELECT {MONTH} AS month FROM (SELECT quarter AS moment FROM clicks_by_quarter) AS known
UNION SELECT month FROM clicks_by_part_month ORDER BY 1
"""  # noqa: S608
OF_DAYS: Final = (
    "DELETE FROM clicks_by_quarter WHERE quarter >= :start AND quarter < :end",
    "DELETE FROM bots_by_day WHERE day >= :first AND day < :after",
    COUNT_DAYS,
)


def rebuild_all(location_ids: Iterable[int], say: Callable[[str], object]) -> int:
    """Make them anew for each location, saying which; gives how many pieces there were."""
    done = 0
    for location_id in location_ids:
        pieces = rebuild(location_id)
        say(f"account {location_id}: counted anew in {pieces} pieces")
        done += pieces
    return done


def rebuild(location_id: int) -> int:
    """Make them anew, each piece in a transaction of its own; gives how many pieces there were. Safe to repeat."""
    with tenant(location_id) as db:
        db.execute(text(PATIENCE))
        links, days = (list(_pieces(db.execute(text(sql)))) for sql in (LINKS, DAYS))
    for some_links in links:
        _do(location_id, OF_LINKS, {"links": some_links})
    for some_days in days:
        first, after = some_days[0], some_days[-1] + DAY
        moments = {"start": _midnight(first), "end": _midnight(after)}
        _do(location_id, OF_DAYS, moments | {"first": first, "after": after})
    with tenant(location_id) as db:
        months = list(db.scalars(text(MONTHS)))
    for month in months:
        moments = {"start": _midnight(month), "end": _midnight(month_after(month, 1))}
        for statements in (*OF_MONTH, TOLD):
            _do(location_id, statements, moments | {"month": month})
    return len(links) + len(days) + len(months) * len((*OF_MONTH, TOLD))


def _do(location_id: int, statements: Iterable[str], values: dict[str, Any]) -> None:
    with tenant(location_id) as db:
        db.execute(text(PATIENCE))
        take_turn(db)
        cleared = _cleared(db)
        for sql in statements:
            db.execute(text(sql), values | {"cleared": cleared})


def _cleared(db: Session) -> datetime:
    """The moment before which rows have been let go."""
    day = db.scalar(text("SELECT cleared_before FROM history"))
    return _midnight(day or date(2000, 1, 1))


def _pieces(counted: Iterable[Any]) -> Iterator[list[Any]]:
    """Links or days in order, each list with as many clicks as a piece may have, or with one of them alone."""
    piece, clicks = list[Any](), 0
    for thing, number in counted:
        if piece and clicks + number > PIECE:
            yield piece
            piece, clicks = [], 0
        piece.append(thing)
        clicks += int(number)
    if piece:
        yield piece


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)
