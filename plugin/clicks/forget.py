"""A deleted link's clicks go, and leave every number as if they had never been."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.clicks.rollups import DIMENSIONS

CHUNK: Final = 5_000
# The recorder's own turn-taking: it looks for the link only once it holds this, and nothing is counted meanwhile.
TAKE_TURN: Final = """
INSERT INTO pulse (location_id, seq) VALUES (smartlinks_location(), 1)
ON CONFLICT (location_id) DO UPDATE SET seq = pulse.seq + 1, at = now()
"""
# Taken out of the counters as they go, so that the numbers are right after every piece.
FORGET: Final = f"""
WITH chosen AS (
    SELECT at, seq FROM clicks WHERE location_id = smartlinks_location() AND link_id = :link LIMIT :chunk
), gone AS (
    DELETE FROM clicks USING chosen
    WHERE clicks.location_id = smartlinks_location() AND clicks.at = chosen.at AND clicks.seq = chosen.seq
    RETURNING clicks.*
), sent AS MATERIALIZED (
    SELECT date_trunc('hour', at, 'UTC') AS hour, (at AT TIME ZONE 'UTC')::date AS day, (bot IS NULL)::int AS click,
           first::int AS first, (bot IS NOT NULL)::int AS bot, {", ".join(DIMENSIONS)}
    FROM gone WHERE outcome = 'sent'
), hours AS (
    UPDATE clicks_by_hour AS kept
    SET clicks = kept.clicks - less.clicks, firsts = kept.firsts - less.firsts, bots = kept.bots - less.bots
    FROM (SELECT hour, sum(click) AS clicks, sum(first) AS firsts, sum(bot) AS bots FROM sent GROUP BY 1) AS less
    WHERE kept.location_id = smartlinks_location() AND kept.hour = less.hour
), dimensions AS (
    UPDATE clicks_by_dimension_day AS kept SET clicks = kept.clicks - less.clicks, bots = kept.bots - less.bots
    FROM (
        SELECT each.dimension, day, coalesce(each.value, '') AS value, sum(click) AS clicks, sum(bot) AS bots
        FROM sent, LATERAL (VALUES {", ".join(f"('{name}', {name})" for name in DIMENSIONS)}) AS each (dimension, value)
        GROUP BY 1, 2, 3
    ) AS less
    WHERE kept.location_id = smartlinks_location() AND kept.dimension = less.dimension AND kept.day = less.day
        AND kept.value = less.value
)
SELECT count(*) FROM gone
"""  # noqa: S608 - the names are ours, from a tuple


FORGET_SEEN: Final = """
DELETE FROM first_seen
WHERE location_id = smartlinks_location() AND link_id = :link AND visitor IN (
    SELECT visitor FROM first_seen WHERE location_id = smartlinks_location() AND link_id = :link LIMIT :chunk
)
"""


def forget_clicks(db: Session, link_id: int) -> bool:
    """Take away a piece of a deleted link's clicks, and with the last one all else of it; True once nothing is left.

    Call it in one transaction after another until then; the link itself must be deleted already.
    """
    db.execute(text(TAKE_TURN))
    piece = {"link": link_id, "chunk": CHUNK}
    gone = db.scalar(text(FORGET), piece)
    if gone == CHUNK or db.execute(text(FORGET_SEEN), piece).rowcount == CHUNK:  # type: ignore[attr-defined]
        return False
    for table in ("clicks_by_link_day", "link_totals"):
        db.execute(text(f"DELETE FROM {table} WHERE link_id = :link"), {"link": link_id})  # noqa: S608 - ours, see above
    return True
