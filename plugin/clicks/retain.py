"""How long clicks are kept: as long as the plan shows them; lifetime totals stay, and a smaller plan is announced."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.clicks.rollups import BOT_DAYS, IDS, LOSS, PART_MONTHS, QUARTERS
from plugin.clicks.turn import take_turn
from plugin.plans.limits import plan_of
from plugin.tenancy import tenant

CHUNK: Final = 5_000
NOTICE: Final = timedelta(days=14)  # between the day on which we see a smaller plan and its first removal
HISTORY: Final = "SELECT days, next_days, bites_at FROM history"
SETTLE: Final = """
INSERT INTO history (location_id, days, next_days, bites_at)
VALUES (smartlinks_location(), :days, :next_days, :bites_at)
ON CONFLICT (location_id) DO UPDATE SET days = :days, next_days = :next_days, bites_at = :bites_at
"""
# As with a deleted link's clicks, but what was counted of a link since it was made stays.
LET_GO: Final = f"""
WITH chosen AS MATERIALIZED (
    SELECT at, seq FROM clicks WHERE location_id = smartlinks_location() AND at < :before ORDER BY at LIMIT :chunk
), gone AS (
    DELETE FROM clicks USING chosen
    WHERE clicks.location_id = smartlinks_location() AND clicks.at = chosen.at AND clicks.seq = chosen.seq
    RETURNING clicks.*
), changes AS MATERIALIZED (
    SELECT location_id, link_id, at AS moment, {", ".join(IDS)}, bot AS reason, {LOSS} FROM gone WHERE outcome = 'sent'
), quarters AS ({QUARTERS}), part_months AS ({PART_MONTHS}), bot_days AS ({BOT_DAYS}), totals AS (
    UPDATE link_totals AS kept
    SET gone_clicks = kept.gone_clicks - less.clicks, gone_firsts = kept.gone_firsts - less.firsts,
        gone_bots = kept.gone_bots - less.bots, gone_scans = kept.gone_scans - less.scans,
        gone_last_at = greatest(kept.gone_last_at, less.last_at)
    FROM (
        SELECT link_id, sum(click) AS clicks, sum(first) AS firsts, sum(bot) AS bots, sum(scan) AS scans,
               max(moment) FILTER (WHERE click < 0) AS last_at
        FROM changes GROUP BY 1
    ) AS less
    WHERE kept.location_id = smartlinks_location() AND kept.link_id = less.link_id
)
SELECT count(*) FROM gone
"""  # noqa: S608 - names of ours
EMPTY: Final = (
    "DELETE FROM clicks_by_quarter WHERE quarter < :before AND clicks + bots = 0",
    "DELETE FROM clicks_by_part_month WHERE month < :before AND clicks + bots = 0",
    "DELETE FROM bots_by_day WHERE day < :before AND hits = 0",
)


@dataclass(frozen=True, slots=True)
class Removal:
    """What is announced: from a moment on, clicks older than so many days are removed."""

    days: int
    at: datetime


def announced(db: Session) -> Removal | None:
    """The removal that a smaller plan brings, while it can still be averted."""
    row = db.execute(text(HISTORY)).one_or_none()
    return Removal(row.next_days, row.bites_at) if row and row.next_days else None


def settle(db: Session, now: datetime) -> int:
    """For how many days clicks are kept: the plan's, or for NOTICE after it has shrunk, as many as before."""
    row, plan_days = db.execute(text(HISTORY)).one_or_none(), plan_of(db).history_days
    days, next_days, bites_at = row or (plan_days, None, None)
    if plan_days >= days or (next_days == plan_days and bites_at is not None and bites_at <= now):
        days, next_days, bites_at = plan_days, None, None
    elif next_days != plan_days:
        next_days, bites_at = plan_days, now + NOTICE
    db.execute(text(SETTLE), {"days": days, "next_days": next_days, "bites_at": bites_at})
    return int(days)


def keep_history(location_id: int, now: datetime) -> int:
    """Let go of what is older than clicks are kept, piece by piece; gives how many went. Safe to repeat."""
    with tenant(location_id) as db:
        # A day of UTC later than the plan's first day in any zone.
        before = now.date() - timedelta(days=settle(db, now))
        db.execute(text("UPDATE history SET cleared_before = greatest(cleared_before, :before)"), {"before": before})
    gone = piece = CHUNK
    while piece == CHUNK:
        with tenant(location_id) as db:
            piece = let_go(db, before)
        gone += piece
    return gone - CHUNK


def let_go(db: Session, before: date) -> int:
    """Let go of one piece of the clicks before a day (UTC); gives how many went, fewer than CHUNK with the last."""
    take_turn(db)
    values: dict[str, Any] = {"before": before, "chunk": CHUNK}
    gone: int = db.scalar(text(LET_GO), values) or 0
    if gone < CHUNK:
        for sql in EMPTY:
            db.execute(text(sql), values)
    return gone
