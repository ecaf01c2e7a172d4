"""Finds in a batch, and in what was recorded shortly before, the clicks that a scanner made; and corrects both."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.clicks.correct import CORRECT
from plugin.clicks.scanner import LINKS_OF_A_BROWSER, SWEEP_S, Seen, scanners

# Clicks recorded earlier that turn out to be a machine's now; what they caused is undone after the batch.
TAKEN_BACK: Final = """
CREATE TEMPORARY TABLE IF NOT EXISTS taken_back (
    location_id bigint, at timestamptz, seq bigint, link_id bigint, visitor bigint, crm_contact_id text
) ON COMMIT DELETE ROWS
"""
# The hits of addresses that came more often than once or twice lately. OFFSET 0 keeps the planner, which knows nothing
# of a batch, from reading the whole hour instead of asking for each address.
SUSPECTS: Final = f"""
WITH fresh AS MATERIALIZED (
    SELECT n, NULL::bigint AS seq, location_id, burst, visitor, crm_contact_id, link_id, at
    FROM hits WHERE bot IS NULL AND burst IS NOT NULL
), addresses AS MATERIALIZED (
    SELECT location_id, burst, to_timestamp(min(at) - {SWEEP_S}) AS since, to_timestamp(max(at) + {SWEEP_S}) AS until
    FROM fresh GROUP BY 1, 2
), near AS MATERIALIZED (
    SELECT * FROM fresh
    UNION ALL
    SELECT NULL, earlier.*
    FROM addresses CROSS JOIN LATERAL (
        SELECT seq, location_id, burst, visitor, crm_contact_id, link_id, extract(epoch FROM at)::float8
        FROM bursts
        WHERE bursts.location_id = addresses.location_id AND bursts.burst = addresses.burst
            AND bursts.at BETWEEN addresses.since AND addresses.until
        OFFSET 0
    ) AS earlier
), often AS (
    SELECT location_id, burst FROM near GROUP BY 1, 2
    HAVING count(*) >= {LINKS_OF_A_BROWSER} OR count(crm_contact_id) > 1
)
SELECT near.* FROM near JOIN often USING (location_id, burst)
"""  # noqa: S608 - numbers of ours
MARK_FRESH: Final = "UPDATE hits SET bot = 'scanner' WHERE n = ANY(:numbers)"
# What is known as a machine's already, deleted or not yet recorded is left alone.
TAKE_BACK: Final = """
INSERT INTO taken_back
SELECT clicks.location_id, clicks.at, clicks.seq, clicks.link_id, clicks.visitor, clicks.crm_contact_id
FROM unnest(CAST(:locations AS bigint[]), CAST(:times AS timestamptz[]), CAST(:seqs AS bigint[]))
    AS told (home, at, seq)
JOIN clicks ON clicks.location_id = told.home AND clicks.at = told.at AND clicks.seq = told.seq
WHERE clicks.bot IS NULL
"""


def unmask(db: Session) -> bool:
    """Mark what scanners made among the batch in `hits`, and correct what was recorded of them before.

    Within the recorder's turn, before the batch is stored. True where earlier clicks were taken back (`taken_back`).
    """
    db.execute(text(TAKEN_BACK))
    db.execute(text("DELETE FROM taken_back"))
    found = scanners(Seen(*row) for row in db.execute(text(SUSPECTS)))
    fresh = [hit.n for hit in found if hit.n is not None]
    earlier = [hit for hit in found if hit.n is None]
    if fresh:
        db.execute(text(MARK_FRESH), {"numbers": fresh})
    return bool(earlier) and _take_back(db, earlier)


def _take_back(db: Session, earlier: list[Seen]) -> bool:
    told = {
        "locations": [hit.location_id for hit in earlier],
        "times": [datetime.fromtimestamp(hit.at, UTC) for hit in earlier],
        "seqs": [hit.seq for hit in earlier],
    }
    if not db.execute(text(TAKE_BACK), told).rowcount:  # type: ignore[attr-defined]
        return False
    for sql in CORRECT:
        db.execute(text(sql))
    return True
