"""Monthly partitions of clicks, made ahead of time by the owner."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import Connection, text

MONTHS_BACK: Final = 13
MONTHS_AHEAD: Final = 3


def month_after(month: date, count: int) -> date:
    """The first day of the month `count` months after (or, below zero, before) the given day's month."""
    months = month.year * 12 + month.month - 1 + count
    return date(months // 12, months % 12 + 1, 1)


def make_partitions(
    connection: Connection, today: date, back: int = MONTHS_BACK, ahead: int = MONTHS_AHEAD
) -> list[str]:
    """Make what is missing from `back` months ago to `ahead` months on; gives the names of the new ones.

    Nobody but the owner has rights on a partition itself: everyone reads and writes through `clicks` and its policies.
    """
    made = []
    for offset in range(-back, ahead + 1):
        first, last = month_after(today, offset), month_after(today, offset + 1)
        name = f"clicks_{first:%Y_%m}"
        if connection.execute(text("SELECT to_regclass(:name)"), {"name": name}).scalar() is not None:
            continue
        # Names and dates are ours, from the calendar: DDL takes no parameters.
        connection.execute(text(f"CREATE TABLE {name} PARTITION OF clicks FOR VALUES FROM ('{first}') TO ('{last}')"))
        connection.execute(text(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"))
        connection.execute(text(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"))
        made.append(name)
    return made
