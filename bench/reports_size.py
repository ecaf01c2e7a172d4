"""What a click weighs on disk, what is counted beside it, and how fast all of it is written."""

from __future__ import annotations

import random
import time

from sqlalchemy import text

from bench import agents
from bench.writer import a_hit
from plugin.clicks.journal import Journal
from plugin.settings import Settings
from plugin.tenancy import unscoped
from workers import record_clicks

BACKLOG = 100_000
KINDS = {
    "clicks": ("clicks",),
    "dictionaries": ("agents", "places", "origins", "targets"),
    "roll-ups": ("clicks_by_quarter", "clicks_by_part_month", "bots_by_day", "link_totals"),
    "firsts": ("first_seen",),
}
SIZE = """
SELECT coalesce(sum(pg_relation_size(oid)), 0) AS rows, coalesce(sum(pg_indexes_size(oid)), 0) AS indexes
FROM pg_class WHERE oid = ANY(CAST(:names AS regclass[])) OR oid IN (
    SELECT inhrelid FROM pg_inherits WHERE inhparent = ANY(CAST(:names AS regclass[]))
)
"""


def run() -> None:
    """Print bytes a click, of as many as there are by now."""
    with unscoped("recorder", "bench: count clicks") as db:
        total = db.execute(text("SELECT count(*) FROM clicks")).scalar_one()
    print(f"{total:,} clicks by now")
    for kind, tables in KINDS.items():
        with unscoped("owner", "bench: sizes") as db:
            found = db.execute(text(SIZE), {"names": list(tables)}).one()
        each = (found.rows / total, found.indexes / total, (found.rows + found.indexes) / total)
        print(f"{kind + ', bytes a click':30}rows {each[0]:7.1f}   indexes {each[1]:7.1f}   together {each[2]:7.1f}")


def run_recorder(settings: Settings, homes: list[list[object]]) -> None:
    """Print how many clicks a second are recorded when many wait, into these very tables."""
    journal, dice, browsers = Journal(settings.journal_dir, "bench"), random.Random(11), agents.user_agents(550)
    for _ in range(BACKLOG):
        home, links = dice.choice(homes)
        journal.append(a_hit(dice, home, dice.choice(links), dice.choice(browsers)))  # type: ignore[arg-type]
    journal.close()
    tail, began, lines = record_clicks.Tail(settings), time.monotonic(), 0
    while found := record_clicks.record_once(tail):
        lines += found
    seconds = time.monotonic() - began
    print(f"recorder: {lines:,} clicks that waited, in {seconds:.1f} s: {lines / seconds:,.0f} clicks/s", flush=True)
