"""What is counted beside the rows, in one place for all who change it: more clicks, fewer, or others."""

from __future__ import annotations

from typing import Final

from plugin.clicks.dictionaries import DICTIONARIES

# The beginning of a moment's quarter of an hour, its day and its month in UTC.
QUARTER: Final = "date_bin('15 minutes', moment, timestamptz '2000-01-01 00:00+00')"
DAY: Final = "(moment AT TIME ZONE 'UTC')::date"
MONTH: Final = "date_trunc('month', moment AT TIME ZONE 'UTC')::date"
IDS: Final = tuple(f"{dictionary.part}_id" for dictionary in DICTIONARIES)
PARTS: Final = ("link_id", *IDS)
# What one sent row is worth, as columns: a person's counts as a click, a machine's as a bot.
WORTH: Final = "human::int AS click, first::int AS first, (NOT human)::int AS bot, (human AND qr)::int AS scan"
LOSS: Final = "-human::int AS click, -first::int AS first, -(NOT human)::int AS bot, -(human AND qr)::int AS scan"

_SUMS: Final = "sum(click), sum(first), sum(bot), sum(scan)"
_NUMBERS: Final = ("clicks", "firsts", "bots", "scans")


def _added(table: str, *names: str) -> str:
    return ", ".join(f"{name} = {table}.{name} + excluded.{name}" for name in names)


# Whoever changes a number holds the location's turn, and with it a pulse that nobody has had before.
QUARTERS: Final = f"""
    INSERT INTO clicks_by_quarter (location_id, quarter, clicks, firsts, bots, scans, changed)
    SELECT location_id, {QUARTER}, {_SUMS}, (SELECT seq FROM pulse WHERE pulse.location_id = changes.location_id)
    FROM changes GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (location_id, quarter) DO UPDATE
    SET {_added("clicks_by_quarter", *_NUMBERS)}, changed = excluded.changed
"""  # noqa: S608 - names of ours, here and below
# What is clicked most, of links and of each dictionary's entries, by the month: by the day there would be almost as
# much to read as there are rows, whose index tells of the days at the edges as quickly.
PART_MONTHS: Final = f"""
    INSERT INTO clicks_by_part_month (location_id, part, month, id, clicks, bots)
    SELECT location_id, CASE {" ".join(f"WHEN {each} IS NOT NULL THEN '{each[:-3]}'" for each in PARTS)} END, month,
           coalesce({", ".join(PARTS)}), clicks, bots
    FROM (
        SELECT location_id, {MONTH} AS month, {", ".join(PARTS)}, sum(click) AS clicks, sum(bot) AS bots
        FROM changes GROUP BY GROUPING SETS ({", ".join(f"(1, 2, {each})" for each in PARTS)})
    ) AS counted
    ORDER BY 1, 2, 3, 4
    ON CONFLICT (location_id, part, month, id) DO UPDATE SET {_added("clicks_by_part_month", "clicks", "bots")}
"""  # noqa: S608
BOT_DAYS: Final = f"""
    INSERT INTO bots_by_day (location_id, day, bot, hits)
    SELECT location_id, {DAY}, reason, sum(bot) FROM changes WHERE reason IS NOT NULL GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
    ON CONFLICT (location_id, day, bot) DO UPDATE SET {_added("bots_by_day", "hits")}
"""  # noqa: S608
TOTALS: Final = f"""
    INSERT INTO link_totals (location_id, link_id, clicks, firsts, bots, scans, last_at)
    SELECT location_id, link_id, {_SUMS}, max(moment) FILTER (WHERE click > 0) FROM changes GROUP BY 1, 2 ORDER BY 1, 2
    ON CONFLICT (location_id, link_id) DO UPDATE SET {_added("link_totals", *_NUMBERS)},
        last_at = greatest(link_totals.last_at, excluded.last_at)
"""  # noqa: S608
# Follows the common table expression `changes` (location_id, link_id, moment, a number of each dictionary, reason, and
# click, first, bot and scan: what is to be added, or below zero taken away). Each key is written in its order.
ROLL_UP: Final = (
    f"quarters AS ({QUARTERS}), part_months AS ({PART_MONTHS}), bot_days AS ({BOT_DAYS}), totals AS ({TOTALS})"
)
