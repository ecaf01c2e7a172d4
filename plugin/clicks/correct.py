"""The one statement that takes clicks back from a machine: their rows, firsts handed on, and every roll-up."""

from __future__ import annotations

from typing import Final

from plugin.clicks.rollups import DIMENSIONS

# A first goes to the visitor's next click in the order of recording. All that were recorded after a click which
# `bursts` remembers are in it too, for it forgets in that order; so nobody has to search the clicks of a busy link.
CORRECT: Final = f"""
WITH gone AS MATERIALIZED (
    SELECT clicks.*, date_trunc('hour', clicks.at, 'UTC') AS hour, (clicks.at AT TIME ZONE 'UTC')::date AS day
    FROM taken_back JOIN clicks USING (location_id, at, seq)
), sent AS MATERIALIZED (
    SELECT * FROM gone WHERE outcome = 'sent'
), heirs AS MATERIALIZED (
    SELECT sent.location_id, sent.link_id, sent.visitor, heir.at, heir.seq
    FROM sent LEFT JOIN LATERAL (
        SELECT clicks.at, clicks.seq
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
    SELECT location_id, link_id, hour, day, 1 AS bot, first::int AS first FROM sent
    UNION ALL
    SELECT location_id, link_id, date_trunc('hour', at, 'UTC'), (at AT TIME ZONE 'UTC')::date, 0, -1
    FROM heirs WHERE seq IS NOT NULL
), hours AS (
    UPDATE clicks_by_hour AS kept
    SET clicks = kept.clicks - less.bots, firsts = kept.firsts - less.firsts, bots = kept.bots + less.bots
    FROM (SELECT location_id, hour, sum(bot) AS bots, sum(first) AS firsts FROM changes GROUP BY 1, 2) AS less
    WHERE kept.location_id = less.location_id AND kept.hour = less.hour
), days AS (
    UPDATE clicks_by_link_day AS kept
    SET clicks = kept.clicks - less.bots, firsts = kept.firsts - less.firsts, bots = kept.bots + less.bots
    FROM (
        SELECT location_id, link_id, day, sum(bot) AS bots, sum(first) AS firsts FROM changes GROUP BY 1, 2, 3
    ) AS less
    WHERE kept.location_id = less.location_id AND kept.link_id = less.link_id AND kept.day = less.day
), dimensions AS (
    UPDATE clicks_by_dimension_day AS kept SET clicks = kept.clicks - less.bots, bots = kept.bots + less.bots
    FROM (
        SELECT sent.location_id, each.dimension, day, coalesce(each.value, '') AS value, count(*) AS bots
        FROM sent, LATERAL (VALUES {", ".join(f"('{name}', {name})" for name in DIMENSIONS)}) AS each (dimension, value)
        GROUP BY 1, 2, 3, 4
    ) AS less
    WHERE kept.location_id = less.location_id AND kept.dimension = less.dimension AND kept.day = less.day
        AND kept.value = less.value
)
UPDATE link_totals AS kept
SET clicks = kept.clicks - less.bots, firsts = kept.firsts - less.firsts, bots = kept.bots + less.bots,
    last_at = CASE WHEN kept.last_at > less.last_at THEN kept.last_at ELSE (
        SELECT clicks.at FROM clicks
        WHERE clicks.location_id = kept.location_id AND clicks.link_id = kept.link_id AND clicks.outcome = 'sent'
            AND clicks.bot IS NULL
            AND (clicks.location_id, clicks.seq) NOT IN (SELECT location_id, seq FROM taken_back)
        ORDER BY clicks.at DESC LIMIT 1
    ) END
FROM (
    SELECT changes.location_id, changes.link_id, sum(changes.bot) AS bots, sum(changes.first) AS firsts,
           (SELECT max(at) FROM sent WHERE sent.location_id = changes.location_id AND sent.link_id = changes.link_id)
               AS last_at
    FROM changes GROUP BY 1, 2
) AS less
WHERE kept.location_id = less.location_id AND kept.link_id = less.link_id
"""  # noqa: S608 - the names are ours, from a tuple
