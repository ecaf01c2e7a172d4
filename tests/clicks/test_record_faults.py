"""Every line once: through killed recorders, several of them at once, and a PostgreSQL that goes away."""

from __future__ import annotations

import dataclasses
import os
import signal
import subprocess
import sys
import threading
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Final

import pytest
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from plugin import db, embedded, tenancy
from plugin.clicks.journal import Journal
from plugin.migrate import migrate
from plugin.settings import Settings
from tests.cast import Tenant, make_tenant
from tests.clicks_world import a_hit, make_link, record_all, rows, tail_of, write
from tests.conftest import base_settings
from workers import record_clicks
from workers.make_partitions import make_partitions
from workers.record_clicks import Tail, record_once, run

pytestmark = pytest.mark.fault
ROOT: Final = Path(__file__).resolve().parents[2]
RECORDER: Final = """
import sys, threading
from plugin import db
from tests.clicks_world import tail_of
from tests.conftest import base_settings
from workers import record_clicks
import dataclasses, pathlib
settings = dataclasses.replace(base_settings(pathlib.Path(sys.argv[1])), database_url=sys.argv[2])
db.configure(settings)
record_clicks.BATCH = 100
record_clicks.run(settings, threading.Event())
"""


@pytest.fixture
def tail(settings: Settings, tmp_path: Path) -> Tail:
    return tail_of(settings, tmp_path)


def recorder(settings: Settings) -> subprocess.Popen[bytes]:
    arguments = [sys.executable, "-c", RECORDER, str(settings.data_dir), str(settings.database_url)]
    return subprocess.Popen(arguments, cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)})


def count(location: Tenant) -> int:
    return int(rows(location, "SELECT count(*) FROM clicks")[0][0])


def await_count(location: Tenant, least: int) -> None:
    """Returns once so many clicks are there; gives up where they never come."""
    pause = threading.Event()
    for _ in range(10_000):
        if count(location) >= least:
            return
        pause.wait(0.01)
    pytest.fail(f"{least} clicks never came")


def assert_once(location: Tenant, link: int, number: int) -> None:
    sql = """SELECT (SELECT count(*) FROM clicks), (SELECT count(DISTINCT visitor) FROM clicks),
                    (SELECT sum(clicks) FROM clicks_by_quarter), (SELECT clicks FROM link_totals WHERE link_id = :link),
                    (SELECT sum(clicks) FROM clicks_by_part_month WHERE part = 'place'),
                    (SELECT count(*) FROM first_seen), (SELECT max(seq) FROM clicks), (SELECT seq FROM pulse)"""
    assert rows(location, sql, link=link) == [(number,) * 8]


def test_recorders_killed_in_the_middle_of_a_burst_lose_and_double_nothing(location: Tenant, tail: Tail) -> None:
    link, number = make_link(location), 6_000
    for name in ("a", "b", "c"):
        hits = (a_hit(location, link) for _ in range(number // 3))
        write(tail.settings.journal_dir, *hits, name=f"host-{location.id}-{name}")
    for part in (500, 2_000, 4_000):
        process = recorder(tail.settings)
        await_count(location, part)
        process.send_signal(signal.SIGKILL)
        process.wait()
    record_all(tail)
    assert_once(location, link, number)


def test_recorders_at_once_take_turns(
    location: Tenant, rival: Tenant, tail: Tail, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    monkeypatch.setattr(record_clicks, "BATCH", 50)
    links = {location: make_link(location), rival: make_link(rival)}
    for number in range(6):
        both = [a_hit(who, link) for _ in range(100) for who, link in links.items()]
        order = both if number % 2 else both[::-1]
        write(tail.settings.journal_dir, *order, name=f"host-{location.id}-{number}")
    faults: list[Exception] = []

    def follow() -> None:
        try:
            record_all(Tail(tail.settings))
        except Exception as fault:  # noqa: BLE001 - a thread's fault must reach the test
            faults.append(fault)

    threads = [threading.Thread(target=follow) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert faults == []
    for who, link in links.items():
        assert_once(who, link, 600)


def test_a_crash_after_the_file_is_deleted_replays_nothing(
    location: Tenant, tail: Tail, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    link = make_link(location)
    segment = write(tail.settings.journal_dir, a_hit(location, link), name=f"host-{location.id}")
    record_once(tail)

    def crash(_db: object, _segment: str) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("plugin.clicks.offsets.forget", crash)
    with pytest.raises(KeyboardInterrupt):
        record_once(tail)
    monkeypatch.undo()
    assert not segment.exists()
    record_once(Tail(tail.settings))
    assert_once(location, link, 1)


def test_while_postgresql_is_away_the_journal_keeps_what_comes(tmp_path: Path, settings: Settings) -> None:
    store = embedded.start_postgres(tmp_path)
    mine = dataclasses.replace(base_settings(tmp_path), database_url=store.url_owner)
    journal, stop = Journal(mine.journal_dir, "host"), threading.Event()
    thread = threading.Thread(target=run, args=(mine, stop))
    try:
        migrate(mine)
        db.configure(mine)
        location = make_tenant("alone")
        link = make_link(location)
        thread.start()
        journal.append(a_hit(location, link))
        await_count(location, 1)
        store.stop()
        for _ in range(100):
            journal.append(a_hit(location, link))
        store = embedded.start_postgres(tmp_path)
        await_count(location, 101)
        assert_once(location, link, 101)
    finally:
        stop.set()
        thread.join()
        journal.close()
        db.configure(settings)
        store.stop()


def test_a_month_without_its_partition_waits_for_it(location: Tenant, tail: Tail) -> None:
    link, before = make_link(location), datetime.now(UTC) - timedelta(days=380)
    write(tail.settings.journal_dir, a_hit(location, link, at=before.timestamp()), name=f"host-{location.id}")
    with tenancy.unscoped("owner", "tests: a month is missing") as session:
        session.execute(text(f"DROP TABLE clicks_{before:%Y_%m}"))
    with pytest.raises(SQLAlchemyError):
        record_once(tail)
    make_partitions()
    record_all(tail)
    assert_once(location, link, 1)
