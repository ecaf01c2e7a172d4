"""The statements that take clicks back from a machine: their rows, firsts handed on, and every roll-up."""

from __future__ import annotations

from typing import Final

from plugin.clicks.rollups import IDS, ROLL_UP

# A first goes to the visitor's next click in the order of recording. All that were recorded after a click which
# `bursts` remembers are in it too, for it forgets in that order; so nobody has to search the clicks of a busy link.
TURN: Final = f"""
WITH gone AS MATERIALIZED (
    SELECT clicks.* FROM taken_back JOIN clicks USING (location_id, at, seq)
), sent AS MATERIALIZED (
    SELECT * FROM gone WHERE outcome = 'sent'
), heirs AS MATERIALIZED (
    SELECT sent.location_id, sent.link_id, sent.visitor, heir.*
    FROM sent LEFT JOIN LATERAL (
        SELECT clicks.at, clicks.seq, {", ".join(f"clicks.{each}" for each in IDS)}
        FROM bursts JOIN clicks USING (location_id, at, seq)
        WHERE bursts.location_id = sent.location_id AND bursts.visitor = sent.visitor AND bursts.link_id = sent.link_id
            AND clicks.outcome = 'sent' AND clicks.bot IS NULL
            AND (bursts.location_id, bursts.seq) NOT IN (SELECT location_id, seq FROM taken_back)
        ORDER BY bursts.seq LIMIT 1
    ) AS heir ON true
    WHERE sent.first
), marked AS (
    UPDATE clicks SET bot = 'scanner', first = false FROM gone
    WHERE clicks.location_id = gone.location_id AND clicks.at = gone.at AND clicks.seq = gone.seq
), crowned AS (
    UPDATE clicks SET first = true FROM heirs
    WHERE clicks.location_id = heirs.location_id AND clicks.at = heirs.at AND clicks.seq = heirs.seq
), handed_on AS (
    UPDATE first_seen SET at = heirs.at FROM heirs
    WHERE first_seen.location_id = heirs.location_id AND first_seen.link_id = heirs.link_id
        AND first_seen.visitor = heirs.visitor AND heirs.seq IS NOT NULL
), unseen AS (
    DELETE FROM first_seen USING heirs
    WHERE first_seen.location_id = heirs.location_id AND first_seen.link_id = heirs.link_id
        AND first_seen.visitor = heirs.visitor AND heirs.seq IS NULL
), changes AS MATERIALIZED (
    SELECT location_id, link_id, at AS moment, {", ".join(IDS)}, 'scanner' AS reason, -1 AS click,
           -first::int AS first, 1 AS bot, -qr::int AS scan
    FROM sent
    UNION ALL
    SELECT location_id, link_id, at, {", ".join(IDS)}, NULL, 0, 1, 0, 0 FROM heirs WHERE seq IS NOT NULL
), {ROLL_UP}
SELECT count(*) FROM changes
"""  # noqa: S608 - the names are ours
# A link whose last click is taken back was clicked last before it: the rows tell, or what is kept of those long gone.
LAST: Final = """
UPDATE link_totals AS kept SET last_at = greatest(kept.gone_last_at, (
    SELECT max(clicks.at) FROM clicks
    WHERE clicks.location_id = kept.location_id AND clicks.link_id = kept.link_id AND clicks.outcome = 'sent'
        AND clicks.human
))
FROM (SELECT location_id, link_id, max(at) AS last_at FROM taken_back GROUP BY 1, 2) AS less
WHERE kept.location_id = less.location_id AND kept.link_id = less.link_id AND kept.last_at <= less.last_at
"""
CORRECT: Final = (TURN, LAST)
