"""The recorder's sustained clicks a second: journals as the front door left them, into PostgreSQL with all roll-ups."""

from __future__ import annotations

import time

from sqlalchemy import text

from bench import backlog
from bench.ground import Ground
from plugin.clicks.journal import segments
from plugin.tenancy import tenant
from workers import record_clicks


def run(ground: Ground, answered: int) -> None:
    """Record all that is in the journals; print the rate, and whether rows and answers agree."""
    size = sum(path.stat().st_size for path in segments(ground.settings.journal_dir))
    started = time.monotonic()
    tail = record_clicks.Tail(ground.settings)
    while record_clicks.record_once(tail):
        pass
    seconds = time.monotonic() - started
    with tenant(ground.location_id) as db:
        rows = db.scalar(text("SELECT count(*) FROM clicks")) or 0
        rolled = db.scalar(text("SELECT sum(clicks + bots) FROM clicks_by_quarter")) or 0
    print(
        f"recorder: {rows:,} clicks ({size / 1e6:.0f} MB of journal) in {seconds:.1f} s: {rows / seconds:,.0f} clicks/s"
    )
    print(f"recorder: answered {answered:,}, rows {rows:,}, rolled up {rolled:,}")
    reference(ground, rows)
    backlog.run(ground, int(rows / seconds / 2))


def reference(ground: Ground, rows: int) -> None:
    """How fast this machine takes the same rows with nothing else to do for them."""
    with tenant(ground.location_id) as db:
        started = time.monotonic()
        db.execute(text("CREATE TEMPORARY TABLE bare AS SELECT * FROM clicks"))
        seconds = time.monotonic() - started
    print(f"reference: the same rows copied inside PostgreSQL, no indexes: {rows / seconds:,.0f} rows/s")
