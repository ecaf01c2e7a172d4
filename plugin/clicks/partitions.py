"""Monthly partitions of clicks, by the owner: made ahead of time, packed when a month is over, dropped when empty."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from sqlalchemy import Connection, Engine, text

MONTHS_BACK: Final = 13
MONTHS_AHEAD: Final = 3
LATE_DAYS: Final = 2  # a month is packed when so many days of the next are over: hardly anything comes any more
# An index answers by itself only for pages that a vacuum has seen: the newest must not wait for a fifth of the month.
CARE: Final = "autovacuum_vacuum_insert_scale_factor = 0.02, autovacuum_analyze_scale_factor = 0.02"
PACKED: Final = "packed"
PACKING: Final = 0x534C_5041  # one packer at a time, whoever's host it is on
UNPACKED: Final = f"""
SELECT relname FROM pg_class JOIN pg_inherits ON inhrelid = oid
WHERE inhparent = 'clicks'::regclass AND relname < :name
    AND obj_description(oid, 'pg_class') IS DISTINCT FROM '{PACKED}'
ORDER BY relname
"""  # noqa: S608 - a word of ours
# What an interrupted packing leaves: indexes that nothing is looked up in, but everything written to.
LEFTOVERS: Final = r"""
SELECT index.relname FROM pg_index JOIN pg_class AS index ON index.oid = indexrelid
JOIN pg_class AS part ON part.oid = indrelid WHERE NOT indisvalid AND part.relname LIKE 'clicks\_%'
"""
OLD: Final = """
SELECT relname FROM pg_class JOIN pg_inherits ON inhrelid = oid
WHERE inhparent = 'clicks'::regclass AND relname < :name ORDER BY relname
"""


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
        name = _name_of(first)
        if connection.execute(text("SELECT to_regclass(:name)"), {"name": name}).scalar() is not None:
            continue
        # Names and dates are ours, from the calendar: DDL takes no parameters.
        bounds = f"FOR VALUES FROM ('{first}') TO ('{last}')"
        connection.execute(text(f"CREATE TABLE {name} PARTITION OF clicks {bounds} WITH ({CARE})"))
        connection.execute(text(f"ALTER TABLE {name} ENABLE ROW LEVEL SECURITY"))
        connection.execute(text(f"ALTER TABLE {name} FORCE ROW LEVEL SECURITY"))
        made.append(name)
    return made


def pack(owner: Engine, today: date) -> list[str]:
    """Write the indexes of months that are over anew, without the gaps in which they grew; gives the months' names.

    Nobody is held up meanwhile. It takes half a minute for each million clicks, and is done once a month.
    """
    packed: list[str] = []
    with owner.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        if not connection.execute(text("SELECT pg_try_advisory_lock(:key)"), {"key": PACKING}).scalar():
            return packed
        for name in connection.execute(text(LEFTOVERS)).scalars().all():
            connection.execute(text(f"DROP INDEX CONCURRENTLY {name}"))
        over = {"name": _name_of(today - LATE_DAYS * timedelta(days=1))}
        for name in connection.execute(text(UNPACKED), over).scalars().all():
            for step in (f"REINDEX TABLE CONCURRENTLY {name}", f"VACUUM (ANALYZE) {name}"):
                connection.execute(text(step))
            connection.execute(text(f"COMMENT ON TABLE {name} IS '{PACKED}'"))
            packed.append(name)
        connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": PACKING})
    return packed


def past(connection: Connection, today: date, back: int = MONTHS_BACK) -> list[tuple[str, date]]:
    """The partitions of months more than `back` months ago, each with the first day after it, oldest first."""
    found = connection.execute(text(OLD), {"name": _name_of(month_after(today, -back))}).scalars()
    return [(name, month_after(date(int(name[7:11]), int(name[12:]), 1), 1)) for name in found]


def drop(connection: Connection, name: str) -> None:
    """Drop a month's partition for good; gives up rather than hold up those who read and record."""
    connection.execute(text("SET LOCAL lock_timeout = '2s'"))
    connection.execute(text(f"DROP TABLE {name}"))


def _name_of(month: date) -> str:
    return f"clicks_{month:%Y_%m}"
