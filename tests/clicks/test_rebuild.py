"""What is counted can be made anew from the rows at any time, and is then what it was, or what it should have been."""

from __future__ import annotations

import secrets
import threading
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from plugin import cli
from plugin.clicks import rebuild
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks_world import CHROME, CRAWLER, ROLLUPS, a_hit, make_link, record_all, rows, tail_of, write
from tests.recount import check
from workers.record_clicks import Tail

DAY = 86_400
TABLES = [name for name in ROLLUPS if name != "pulse"]
HARM = (
    "UPDATE clicks_by_quarter SET clicks = clicks + 7",
    "DELETE FROM clicks_by_part_month WHERE part = 'agent'",
    "UPDATE clicks_by_part_month SET bots = 99 WHERE part = 'link'",
    "INSERT INTO bots_by_day SELECT location_id, '2026-01-01', 'crawler', 5 FROM pulse",
    "UPDATE link_totals SET clicks = 0, last_at = NULL",
    "UPDATE clicks SET first = NOT first WHERE outcome = 'sent'",
    "DELETE FROM first_seen WHERE visitor > 0",
    "INSERT INTO first_seen SELECT location_id, link_id, 12345, now() FROM link_totals",
)
KEPT_SINCE_2021 = (
    "INSERT INTO history (location_id, days, cleared_before) SELECT location_id, 9, '2021-01-01' FROM pulse"
)


@pytest.fixture
def tail(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tail:
    monkeypatch.setattr(rebuild, "PIECE", 20)
    return tail_of(settings, tmp_path)


def click(tail: Tail, location: Tenant, links: list[int], count: int) -> None:
    hits = [
        a_hit(
            location, links[number % len(links)], visitor=f"{number * 31 % 17 + 1:016x}", qr=number % 5 == 0,
            user_agent=CRAWLER if number % 4 == 0 else CHROME, at=time.time() - number * 37_003 % (9 * DAY),
            outcome="paused" if number % 11 == 0 else "sent",
        )
        for number in range(count)
    ]  # fmt: skip
    write(tail.settings.journal_dir, *hits, name=f"host-{secrets.token_hex(4)}")
    record_all(tail)


def counted(location: Tenant) -> dict[str, set[Any]]:
    """Every number beside the rows; not when it was changed last."""
    found = {table: [row._asdict() for row in rows(location, f"SELECT * FROM {table}")] for table in TABLES}
    return {table: {tuple(row[name] for name in row if name != "changed") for row in found[table]} for table in found}


def test_what_was_right_is_the_same_after(location: Tenant, tail: Tail) -> None:
    click(tail, location, [make_link(location) for _ in range(3)], 200)
    before = counted(location)
    assert rebuild.rebuild(location.id) > 5
    assert counted(location) == before


def test_what_was_wrong_is_right_after(location: Tenant, rival: Tenant, tail: Tail) -> None:
    click(tail, location, [make_link(location) for _ in range(3)], 200)
    click(tail, rival, [make_link(rival)], 30)
    theirs = counted(rival)
    with tenant(location.id) as db:
        for sql in HARM:
            db.execute(text(sql))
    rebuild.rebuild(location.id)
    check(location)
    assert counted(rival) == theirs


def test_totals_of_rows_that_are_gone_and_their_firsts_stay(location: Tenant, tail: Tail) -> None:
    link = make_link(location)
    click(tail, location, [link], 60)
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    with tenant(location.id) as db:
        db.execute(text("UPDATE link_totals SET gone_clicks = 1000, gone_firsts = 500, gone_bots = 9"))
        db.execute(text(KEPT_SINCE_2021))
        oldest = "UPDATE first_seen SET at = :at WHERE visitor = (SELECT min(visitor) FROM first_seen)"
        db.execute(text(oldest), {"at": long_ago})
    rebuild.rebuild(location.id)
    check(location, datetime(2021, 1, 1, tzinfo=UTC))
    (totals,) = rows(location, "SELECT * FROM link_totals")
    assert totals.clicks > 1000
    assert rows(location, "SELECT count(*) FROM first_seen WHERE at = :at", at=long_ago) == [(1,)]


def test_clicks_that_are_recorded_meanwhile_are_counted_once(location: Tenant, tail: Tail) -> None:
    links = [make_link(location) for _ in range(3)]
    click(tail, location, links, 100)
    over = threading.Event()

    def rebuild_again() -> None:
        while not over.is_set():
            rebuild.rebuild(location.id)

    worker = threading.Thread(target=rebuild_again)
    worker.start()
    try:
        for _ in range(10):
            click(tail, location, links, 40)
    finally:
        over.set()
        worker.join()
    check(location)


def test_the_command_rebuilds_one_account_or_all(
    location: Tenant, tail: Tail, capsys: pytest.CaptureFixture[str]
) -> None:
    click(tail, location, [make_link(location)], 40)
    with tenant(location.id) as db:
        db.execute(text(HARM[0]))
    asked = cli.parser().parse_args(["rebuild", "--location", str(location.id)])
    assert asked.location == location.id
    assert rebuild.rebuild_all([location.id], print) > 0
    check(location)
    assert f"account {location.id}" in capsys.readouterr().out
