"""The one statement that stores a batch: firsts, rows, and every roll-up, from the temporary table `hits`."""

from __future__ import annotations

from typing import Final

# What clicks are counted by, beside time and link: the name in the roll-up and the column of the row.
DIMENSIONS: Final = ("country", "device", "browser", "system", "source")

# Only what was sent counts: a person's as a click, a machine's as a bot. A `first` is the earliest in the order of
# recording, which is the order of `n` within a batch. Numbers count down from the pulse, which has grown by at least
# as many as there are rows. Every key is written in its order. `first` asks by IN, which PostgreSQL hashes: a join
# would be nested loops over a batch whose size it cannot know, a hundred times as slow.
STORE: Final = f"""
WITH people AS (
    SELECT DISTINCT ON (location_id, link_id, visitor) location_id, link_id, visitor, to_timestamp(at) AS at, n
    FROM hits WHERE outcome = 'sent' AND bot IS NULL
    ORDER BY location_id, link_id, visitor, n
), met AS (
    INSERT INTO first_seen (location_id, link_id, visitor, at)
    SELECT location_id, link_id, visitor, at FROM people
    ON CONFLICT DO NOTHING RETURNING location_id, link_id, visitor
), rows AS MATERIALIZED (
    SELECT hits.*, to_timestamp(hits.at) AS moment,
           n IN (SELECT n FROM people)
               AND (location_id, link_id, visitor) IN (SELECT location_id, link_id, visitor FROM met) AS first,
           pulse.seq + 1 - row_number() OVER (PARTITION BY location_id ORDER BY n DESC) AS seq
    FROM hits JOIN pulse USING (location_id)
), stored AS (
    INSERT INTO clicks (
        location_id, at, seq, link_id, visitor, outcome, bot, first, qr, device, system, system_version, browser,
        browser_version, source, referrer_host, country, region, city, language, destination, crm_contact_id
    )
    SELECT location_id, moment, seq, link_id, visitor, outcome, bot, first, qr, device, system, system_version, browser,
        browser_version, source, referrer_host, country, region, city, language, destination, crm_contact_id
    FROM rows ORDER BY n
), remembered AS (
    INSERT INTO bursts (location_id, visitor, seq, burst, link_id, crm_contact_id, at)
    SELECT location_id, visitor, seq, burst, link_id, crm_contact_id, moment
    FROM rows WHERE bot IS NULL OR bot = 'scanner' ORDER BY n
), sent AS MATERIALIZED (
    SELECT location_id, link_id, moment, date_trunc('hour', moment, 'UTC') AS hour,
           (moment AT TIME ZONE 'UTC')::date AS day, (bot IS NULL)::int AS click, first::int AS first,
           (bot IS NOT NULL)::int AS bot, {", ".join(DIMENSIONS)}
    FROM rows WHERE outcome = 'sent'
), hours AS (
    INSERT INTO clicks_by_hour (location_id, hour, clicks, firsts, bots)
    SELECT location_id, hour, sum(click), sum(first), sum(bot) FROM sent GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (location_id, hour) DO UPDATE SET clicks = clicks_by_hour.clicks + excluded.clicks,
        firsts = clicks_by_hour.firsts + excluded.firsts, bots = clicks_by_hour.bots + excluded.bots
), days AS (
    INSERT INTO clicks_by_link_day (location_id, link_id, day, clicks, firsts, bots)
    SELECT location_id, link_id, day, sum(click), sum(first), sum(bot) FROM sent GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (location_id, link_id, day) DO UPDATE SET clicks = clicks_by_link_day.clicks + excluded.clicks,
        firsts = clicks_by_link_day.firsts + excluded.firsts, bots = clicks_by_link_day.bots + excluded.bots
), dimensions AS (
    INSERT INTO clicks_by_dimension_day (location_id, dimension, day, value, clicks, bots)
    SELECT location_id, dimension, day, coalesce(value, ''), sum(click), sum(bot)
    FROM (
        SELECT location_id, day, sum(click) AS click, sum(bot) AS bot,
               CASE {" ".join(f"WHEN grouping({name}) = 0 THEN '{name}'" for name in DIMENSIONS)} END AS dimension,
               CASE {" ".join(f"WHEN grouping({name}) = 0 THEN {name}" for name in DIMENSIONS)} END AS value
        FROM sent
        GROUP BY GROUPING SETS ({", ".join(f"(location_id, day, {name})" for name in DIMENSIONS)})
    ) AS counted
    GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4
    ON CONFLICT (location_id, dimension, day, value) DO UPDATE SET
        clicks = clicks_by_dimension_day.clicks + excluded.clicks, bots = clicks_by_dimension_day.bots + excluded.bots
)
INSERT INTO link_totals (location_id, link_id, clicks, firsts, bots, last_at)
SELECT location_id, link_id, sum(click), sum(first), sum(bot), max(moment) FILTER (WHERE click = 1)
FROM sent GROUP BY 1, 2 ORDER BY 1, 2
ON CONFLICT (location_id, link_id) DO UPDATE SET clicks = link_totals.clicks + excluded.clicks,
    firsts = link_totals.firsts + excluded.firsts, bots = link_totals.bots + excluded.bots,
    last_at = greatest(link_totals.last_at, excluded.last_at)
"""  # noqa: S608 - the names are ours, from the tuple above
