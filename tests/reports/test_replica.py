"""Reports read from a replica: what it knows, behind the same walls; everything else goes on without it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import insert
from sqlalchemy.exc import DBAPIError

from plugin.settings import Settings
from plugin.tags.models import Tag
from plugin.tenancy import reading, tenant
from tests.cast import make_tenant
from tests.clicks_world import a_hit, make_link, record_all, tail_of, write
from tests.dashboard import Dashboard, dashboard
from tests.reports.replica import Pair, replicated, run
from tests.served import wait_for

pytestmark = pytest.mark.fault


@pytest.fixture(scope="module")
def pair(settings: Settings) -> Iterator[Pair]:
    with tempfile.TemporaryDirectory(prefix="sl-replica-") as folder, replicated(settings, Path(folder)) as made:
        yield made


def clicks_of(page: Dashboard) -> int:
    return int(page.get("/reports", questions="cards").json["cards"]["clicks"])


def test_reports_tell_what_the_replica_knows(pair: Pair, tmp_path: Path) -> None:
    location, rival = make_tenant("read"), make_tenant("rival")
    link, page = make_link(location), dashboard(location)

    def click(name: str) -> None:
        write(tmp_path / "journal", a_hit(location, link), name=name)
        record_all(tail_of(pair.settings, tmp_path))

    click("one")
    wait_for(lambda: page.get("/reports").status == 200)
    wait_for(lambda: clicks_of(page) == 1)
    wait_for(lambda: dashboard(rival).get("/reports").status == 200)
    cursor = page.get("/reports/live").json["cursor"]
    run(pair.replica, "SELECT pg_wal_replay_pause()")
    wait_for(lambda: run(pair.replica, "SELECT pg_get_wal_replay_pause_state()") == "paused")
    click("two")
    assert clicks_of(page) == 1
    assert page.get("/reports/live", cursor=cursor).json["new"] == 0
    run(pair.replica, "SELECT pg_wal_replay_resume()")
    wait_for(lambda: clicks_of(page) == 2)
    assert page.get("/reports/live", cursor=cursor).json["new"] == 1
    assert clicks_of(dashboard(rival)) == 0
    assert page.get("/reports", link_id=make_link(rival)).status == 404


def test_a_session_that_reads_cannot_write(pair: Pair) -> None:
    location = make_tenant("reader")
    with pytest.raises(DBAPIError, match="read-only"), reading(location.id) as session:
        session.execute(insert(Tag).values(location_id=location.id, name="planted"))


def test_without_its_replica_all_but_reports_goes_on(pair: Pair) -> None:
    location = make_tenant("alone")
    page = dashboard(location)
    pair.replica.stop()
    assert (page.get("/reports").status, page.get("/reports").code) == (503, "unavailable")
    assert page.link()["id"]
    with tenant(location.id) as session:
        session.execute(insert(Tag).values(location_id=location.id, name="kept"))
