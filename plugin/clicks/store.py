"""The one statement that stores a batch: firsts, rows, and every roll-up, from the temporary table `hits`."""

from __future__ import annotations

from typing import Final

from plugin.clicks.dictionaries import NUMBERS
from plugin.clicks.rollups import IDS, ROLL_UP, WORTH

# A `first` is the earliest in the order of recording, which is the order of `n` within a batch. Numbers count down from
# the pulse, which has grown by at least as many as there are rows. `first` asks by IN, which PostgreSQL hashes: a join
# would be nested loops over a batch whose size it cannot know, a hundred times as slow. Rows are written location by
# location, so that those who are read together lie together.
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
    SELECT hits.*, to_timestamp(hits.at) AS moment, {NUMBERS}, bot IS NULL AS human,
           n IN (SELECT n FROM people)
               AND (location_id, link_id, visitor) IN (SELECT location_id, link_id, visitor FROM met) AS first,
           pulse.seq + 1 - row_number() OVER (PARTITION BY location_id ORDER BY n DESC) AS seq
    FROM hits JOIN pulse USING (location_id)
), stored AS (
    INSERT INTO clicks (
        location_id, at, seq, link_id, visitor, {", ".join(IDS)}, first, qr, outcome, bot, crm_contact_id
    )
    SELECT location_id, moment, seq, link_id, visitor, {", ".join(IDS)}, first, qr, outcome, bot, crm_contact_id
    FROM rows ORDER BY location_id, n
), remembered AS (
    INSERT INTO bursts (location_id, visitor, seq, burst, link_id, crm_contact_id, at)
    SELECT location_id, visitor, seq, burst, link_id, crm_contact_id, moment
    FROM rows WHERE bot IS NULL OR bot = 'scanner' ORDER BY n
), changes AS MATERIALIZED (
    SELECT location_id, link_id, moment, {", ".join(IDS)}, bot AS reason, {WORTH} FROM rows WHERE outcome = 'sent'
), {ROLL_UP}
SELECT count(*) FROM changes
"""  # noqa: S608 - the names are ours
