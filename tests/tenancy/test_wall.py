"""The wall between tenants: whatever the way to the rows, a session sees and writes those of its location only."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, create_engine, delete, func, insert, select, text, update
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.orm import Session

from plugin import db as ground
from plugin.settings import Settings
from plugin.tags.models import Tag
from plugin.tenancy import location_of, tenant
from tests.cast import Tenant

WALLED = "new row violates row-level security policy"


def add(location: Tenant, name: str) -> int:
    with tenant(location.id) as db:
        tag = Tag(location_id=location.id, name=name)
        db.add(tag)
        db.flush()
        return tag.id


def names(location: Tenant) -> list[str]:
    with tenant(location.id) as db:
        return list(db.scalars(select(Tag.name).order_by(Tag.name)))


WAYS: dict[str, Callable[[Session], list[str]]] = {
    "orm": lambda db: [tag.name for tag in db.query(Tag).all()],
    "core": lambda db: list(db.scalars(select(Tag.__table__.c.name))),
    "raw": lambda db: list(db.scalars(text("SELECT name FROM tags"))),
    "driver": lambda db: [row[0] for row in db.connection().exec_driver_sql("SELECT name FROM tags")],
    "join": lambda db: list(db.scalars(text("SELECT t.name FROM locations l JOIN tags t ON t.location_id = l.id"))),
}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_every_way_to_read_shows_the_tenants_rows_only(
    location: Tenant, rival: Tenant, way: Callable[[Session], list[str]]
) -> None:
    add(location, "mine")
    add(rival, "theirs")
    with tenant(location.id) as db:
        assert way(db) == ["mine"]
    with tenant(rival.id) as db:
        assert way(db) == ["theirs"]


def test_a_rivals_row_cannot_be_fetched_changed_or_deleted(location: Tenant, rival: Tenant) -> None:
    theirs = add(rival, "theirs")
    with tenant(location.id) as db:
        assert db.get(Tag, (rival.id, theirs)) is None
        assert db.execute(update(Tag).values(name="taken over")).rowcount == 0  # type: ignore[attr-defined]
        assert db.execute(delete(Tag).where(Tag.id == theirs)).rowcount == 0  # type: ignore[attr-defined]
    assert names(rival) == ["theirs"]


WRITES = {
    "orm": lambda db, rival: (db.add(Tag(location_id=rival, name="forged")), db.flush()),
    "core": lambda db, rival: db.execute(insert(Tag).values(location_id=rival, name="forged")),
    "raw": lambda db, rival: db.execute(
        text("INSERT INTO tags (location_id, name) VALUES (:id, 'forged')"), {"id": rival}
    ),
    "moved": lambda db, rival: db.execute(text("UPDATE tags SET location_id = :id"), {"id": rival}),
}


@pytest.mark.parametrize("write", WRITES.values(), ids=WRITES)
def test_no_row_can_be_written_for_a_rival(
    location: Tenant, rival: Tenant, write: Callable[[Session, int], object]
) -> None:
    add(location, "mine")
    with pytest.raises(ProgrammingError, match=WALLED), tenant(location.id) as db:
        write(db, rival.id)
    assert (names(location), names(rival)) == (["mine"], [])


def test_without_a_tenant_there_are_no_rows(location: Tenant) -> None:
    add(location, "mine")
    with Session(ground.engine("app")) as db:
        assert db.scalar(text("SELECT count(*) FROM tags")) == 0
        assert db.scalar(text("SELECT count(*) FROM locations")) == 0
    with tenant(0) as db:
        assert db.scalar(select(func.count()).select_from(Tag)) == 0
    with pytest.raises(ProgrammingError, match=WALLED), Session(ground.engine("app")) as db, db.begin():
        db.add(Tag(location_id=location.id, name="nobody's"))


def test_even_the_owner_of_the_tables_sees_no_tenants_rows(location: Tenant) -> None:
    add(location, "mine")
    with ground.engine(ground.OWNER).connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM tags")).scalar() == 0


@pytest.fixture
def one_connection(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Engine]:
    """A pool of one, so that whoever comes next borrows the very connection of the one before."""
    made = create_engine(
        ground.role_url(settings, "app"), connect_args=ground.connect_args("app"), pool_size=1, max_overflow=0
    )
    monkeypatch.setitem(ground._engines, "app", made)
    yield made
    made.dispose()


def test_a_pooled_connection_carries_nothing_over(one_connection: Engine, location: Tenant, rival: Tenant) -> None:
    add(location, "mine")
    with tenant(location.id) as db:
        first = db.scalar(text("SELECT pg_backend_pid()"))
    with Session(one_connection) as db:
        assert db.scalar(text("SELECT pg_backend_pid()")) == first
        assert db.scalar(text("SELECT count(*) FROM tags")) == 0
        assert not db.scalar(text("SELECT current_setting('smartlinks.location_id', true)"))
    with tenant(rival.id) as db:
        assert db.scalar(text("SELECT pg_backend_pid()")) == first
        assert db.scalar(text("SELECT count(*) FROM tags")) == 0


def test_nor_does_one_whose_transaction_failed(one_connection: Engine, location: Tenant) -> None:
    with pytest.raises(ProgrammingError), tenant(location.id) as db:
        db.execute(text("SELECT no_such_column FROM tags"))
    with Session(one_connection) as db:
        assert not db.scalar(text("SELECT current_setting('smartlinks.location_id', true)"))


def test_sessions_of_several_tenants_in_threads_keep_apart(location: Tenant, rival: Tenant) -> None:
    owners = {location.id: location, rival.id: rival}
    ready = threading.Barrier(4)

    def work(location_id: int) -> set[str]:
        seen: set[str] = set()
        ready.wait(timeout=30)
        for _ in range(25):
            add(owners[location_id], f"{location_id} {len(names(owners[location_id]))} {threading.get_ident()}")
            seen |= {name.split()[0] for name in names(owners[location_id])}
        return seen

    with ThreadPoolExecutor(4) as pool:
        for location_id, seen in zip(
            [location.id, rival.id] * 2, pool.map(work, [location.id, rival.id] * 2), strict=True
        ):
            assert seen == {str(location_id)}


def test_a_session_knows_its_location(location: Tenant) -> None:
    with tenant(location.id) as db:
        assert location_of(db) == location.id
