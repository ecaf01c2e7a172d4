"""Clicks that come at half of what the recorder can do, while reports are read: whether it keeps up."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime

from sqlalchemy import text

from bench.ground import Ground
from plugin.reports.questions import KINDS
from plugin.reports.report import report
from plugin.reports.schemas import ReportQuerySchema
from plugin.tenancy import tenant

SECONDS = 25
SETTLING_S = 5  # until the recorder has started
WRITER = "import sys; from bench.writer import write; write(sys.argv[1])"


def run(ground: Ground, rate: int) -> None:
    """Print how many clicks were waiting, second by second, and how long the reports took."""
    before = recorded(ground)
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, order(ground, rate)], env=ground.environ, stdout=subprocess.PIPE, text=True
    )
    recorder = subprocess.Popen([sys.executable, "-m", "plugin.cli", "recorder"], env=ground.environ)
    over, reads = threading.Event(), list[float]()
    reader = threading.Thread(target=read_reports, args=(ground, over, reads))
    reader.start()
    waiting: list[int] = []
    try:
        assert writer.stdout
        waiting += [int(line) - recorded(ground) + before for line in writer.stdout]
        wait_for_the_last(ground, before + rate * SECONDS)
    finally:
        over.set()
        reader.join()
        for process in (writer, recorder):
            process.terminate()
            process.wait(20)
    steady = waiting[SETTLING_S:]
    first, second = steady[: len(steady) // 2], steady[len(steady) // 2 :]
    print(
        f"recorder at half of that ({rate:,} clicks/s for {SECONDS} s, {len(reads)} reports read, p50 "
        f"{statistics.median(reads) * 1000:.0f} ms): waiting {statistics.mean(first):,.0f} in the first half, "
        f"{statistics.mean(second):,.0f} in the second, {max(steady):,} at most; all were recorded"
    )


def order(ground: Ground, rate: int) -> str:
    """What the writer is told."""
    with tenant(ground.location_id) as db:
        links = list(db.scalars(text("SELECT id FROM links LIMIT 500")))
    folder = str(ground.settings.journal_dir)
    homes = [[ground.location_id, links]]
    return json.dumps({"folder": folder, "rate": rate, "seconds": SECONDS, "homes": homes})


def recorded(ground: Ground) -> int:
    """How many hits are recorded: the pulse counts them."""
    with tenant(ground.location_id) as db:
        return int(db.scalar(text("SELECT seq FROM pulse")) or 0)


def wait_for_the_last(ground: Ground, least: int) -> None:
    """Return once so many are recorded; raises TimeoutError after a minute."""
    deadline = time.monotonic() + 60
    while recorded(ground) < least:
        if time.monotonic() > deadline:
            raise TimeoutError(f"{least - recorded(ground)} clicks are still waiting")
        time.sleep(0.1)


def read_reports(ground: Ground, over: threading.Event, reads: list[float]) -> None:
    """The dashboard's whole report, once a second, as an open dashboard asks for it."""
    while not over.wait(1.0):
        began = time.monotonic()
        with tenant(ground.location_id) as db:
            report(db, KINDS, ReportQuerySchema().load({}), datetime.now(UTC))
        reads.append(time.monotonic() - began)
