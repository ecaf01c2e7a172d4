"""Through pgbouncer in transaction mode, whose connections all tenants share, every wall stands and all works."""

from __future__ import annotations

import tempfile
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import insert, select, text

from plugin import db
from plugin.clicks import rebuild
from plugin.clicks.crew import connect
from plugin.settings import Settings
from plugin.tags.models import Tag
from plugin.tenancy import reading, tenant, unscoped
from tests import recount
from tests.cast import Tenant, make_tenant
from tests.clicks_world import a_hit, make_link, record_all, rows, tail_of, write
from tests.dashboard import dashboard
from tests.exports.world import exported
from tests.tenancy.pooler import CONNECTIONS, needs_pgbouncer, pooled

pytestmark = [pytest.mark.fault, needs_pgbouncer]
THREADS, ROUNDS = 12, 60
BACKENDS = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'smartlinks_app'"


@pytest.fixture(scope="module")
def through_a_pooler(settings: Settings) -> Iterator[Settings]:
    with tempfile.TemporaryDirectory(prefix="sl-pool-") as folder, pooled(settings, Path(folder)) as mine:
        yield mine


def test_no_tenant_sees_anothers_rows_on_a_shared_connection(through_a_pooler: Settings) -> None:
    tenants = [make_tenant(f"pooled-{number}") for number in range(THREADS)]
    strangers = list[object]()
    together = threading.Barrier(THREADS)

    def live(number: int) -> None:
        mine = tenants[number]
        together.wait()
        for each in range(ROUNDS):
            with tenant(mine.id) as session:
                session.execute(insert(Tag).values(location_id=mine.id, name=f"tag {each}"))
            with reading(mine.id) as session:
                found = {tuple(row) for row in session.execute(select(Tag.location_id, Tag.name))}
            strangers.extend(found ^ {(mine.id, f"tag {number}") for number in range(each + 1)})
            with db.engine("app").connect() as nobody:
                strangers.extend(nobody.execute(text("SELECT location_id FROM tags")))

    with ThreadPoolExecutor(THREADS) as pool:
        list(pool.map(live, range(THREADS)))
    assert strangers == []
    with unscoped("owner", "tests: count connections") as session:
        assert session.scalar(text(BACKENDS)) == CONNECTIONS


def test_a_tenant_cannot_write_for_another(through_a_pooler: Settings) -> None:
    mine, theirs = make_tenant("mine"), make_tenant("theirs")
    with pytest.raises(Exception, match="row-level security"), tenant(mine.id) as session:
        session.execute(insert(Tag).values(location_id=theirs.id, name="planted"))
    assert rows(theirs, "SELECT 1 FROM tags") == []


@pytest.mark.parametrize("direct", [False, True])
def test_nobody_comes_in_without_a_roles_password(through_a_pooler: Settings, *, direct: bool) -> None:
    stranger = replace(through_a_pooler, secret_key="x" * 40)
    with connect(through_a_pooler, direct=direct) as ours:
        assert ours.execute("SELECT 1").fetchone() == (1,)
    with pytest.raises(psycopg.OperationalError):
        connect(stranger, direct=direct)


def test_what_belongs_to_a_role_stays_with_it(through_a_pooler: Settings) -> None:
    with tenant(make_tenant("timed").id) as session:
        assert session.scalar(text("SHOW statement_timeout")) == "5s"
        assert session.scalar(text("SHOW timezone")) == "UTC"


def test_recorders_share_connections_and_every_number_is_a_recount(through_a_pooler: Settings, tmp_path: Path) -> None:
    tenants = [make_tenant(f"recorded-{number}") for number in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda location: record_often(through_a_pooler, tmp_path, location), tenants))
    for location in tenants:
        assert rows(location, "SELECT count(*) FROM clicks") == [(200,)]
        recount.check(location)
        rebuild.rebuild(location.id)
        recount.check(location)


def record_often(settings: Settings, folder: Path, location: Tenant) -> None:
    """Batch after batch, of the first of which the temporary table is left on the connection."""
    link, tail = make_link(location), tail_of(settings, folder / str(location.id))
    for batch in range(10):
        write(
            tail.settings.journal_dir, *(a_hit(location, link) for _ in range(20)), name=f"host-{location.id}-{batch}"
        )
        record_all(tail)


def test_reports_exports_and_edits_work(through_a_pooler: Settings, tmp_path: Path) -> None:
    location = make_tenant("all")
    page = dashboard(location)
    with connect(through_a_pooler, direct=True) as listening:
        listening.execute("LISTEN smartlinks")
        link = page.link()
        assert next(iter(listening.notifies(timeout=10, stop_after=1)), None) is not None
    write(tmp_path / "journal", a_hit(location, int(link["id"])), name="host-all")
    record_all(tail_of(through_a_pooler, tmp_path))
    assert page.get("/reports", questions="cards").json["cards"]["clicks"] == 1
    assert len(exported(page, location)) == 1
    assert page.patch(f"/links/{link['id']}", title="Renamed").json["title"] == "Renamed"
