"""A deleted link's clicks go, and leave every number as if they had never been."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.clicks.rollups import IDS, LOSS, ROLL_UP
from plugin.clicks.turn import take_turn

CHUNK: Final = 5_000
# Taken out of the counters as they go, so that the numbers are right after every piece.
FORGET: Final = f"""
WITH chosen AS MATERIALIZED (
    SELECT at, seq FROM clicks WHERE location_id = smartlinks_location() AND link_id = :link LIMIT :chunk
), gone AS (
    DELETE FROM clicks USING chosen
    WHERE clicks.location_id = smartlinks_location() AND clicks.at = chosen.at AND clicks.seq = chosen.seq
    RETURNING clicks.*
), changes AS MATERIALIZED (
    SELECT location_id, link_id, at AS moment, {", ".join(IDS)}, bot AS reason, {LOSS} FROM gone WHERE outcome = 'sent'
), {ROLL_UP}
SELECT count(*) FROM gone
"""  # noqa: S608 - the names are ours


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
    take_turn(db)
    piece = {"link": link_id, "chunk": CHUNK}
    gone = db.scalar(text(FORGET), piece)
    if gone == CHUNK or db.execute(text(FORGET_SEEN), piece).rowcount == CHUNK:  # type: ignore[attr-defined]
        return False
    db.execute(text("DELETE FROM clicks_by_part_month WHERE part = 'link' AND id = :link"), {"link": link_id})
    db.execute(text("DELETE FROM link_totals WHERE link_id = :link"), {"link": link_id})
    return True
