"""What a tenant's transaction promises: all or nothing, and jobs only for what was committed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlalchemy.orm import Session

from plugin import jobs
from plugin.errors import SmartLinksError, Unavailable
from plugin.tags.models import Tag
from plugin.tenancy import location_of, tenant, unscoped
from tests.cast import Tenant


def names(location: Tenant) -> list[str]:
    with tenant(location.id) as db:
        return list(db.scalars(select(Tag.name).order_by(Tag.name)))


@pytest.fixture
def empty_queue(location: Tenant) -> Iterator[None]:
    """A queue that nobody else fills or works off."""
    empty()
    yield
    empty()


def empty() -> None:
    jobs.queue().empty()  # type: ignore[no-untyped-call] # rq gives it no types


def queued() -> list[tuple[str, dict[str, object]]]:
    """The jobs that wait, with their ids."""
    return [tuple(job.args) for job in jobs.queue().get_jobs()]


def test_leaving_commits_and_an_error_rolls_back(location: Tenant) -> None:
    with tenant(location.id) as db:
        db.add(Tag(location_id=location.id, name="kept"))
    with pytest.raises(ZeroDivisionError):
        fail_after(location, lambda db: db.execute(insert(Tag).values(location_id=location.id, name="lost")))
    assert names(location) == ["kept"]


def fail_after(location: Tenant, work: Callable[[Session], object]) -> None:
    with tenant(location.id) as db:
        work(db)
        raise ZeroDivisionError


def commit_inside(location: Tenant) -> None:
    with tenant(location.id) as db:
        db.add(Tag(location_id=location.id, name="mine"))
        db.commit()
        db.scalars(text("SELECT name FROM tags")).all()


def push(location: Tenant) -> Callable[[Session], None]:
    return lambda db: jobs.later(db, "forget_link", location_id=location.id, link_id=1)


def break_the_commit(location: Tenant) -> None:
    with tenant(location.id) as db:
        push(location)(db)
        # Written at the commit, which fails: twice the same name.
        db.add_all([Tag(location_id=location.id, name="same"), Tag(location_id=location.id, name="SAME")])


def test_a_commit_in_the_middle_opens_no_gap_in_the_wall(location: Tenant, rival: Tenant) -> None:
    with tenant(rival.id) as db:
        db.add(Tag(location_id=rival.id, name="theirs"))
    with pytest.raises(InvalidRequestError):
        commit_inside(location)
    assert names(location) == ["mine"]


def test_a_savepoint_that_is_rolled_back_keeps_the_tenant(location: Tenant) -> None:
    with tenant(location.id) as db:
        db.add(Tag(location_id=location.id, name="before"))
        with pytest.raises(DBAPIError), db.begin_nested():
            db.execute(text("SELECT 1/0"))
        assert list(db.scalars(select(Tag.name))) == ["before"]
        db.add(Tag(location_id=location.id, name="behind"))
    assert names(location) == ["before", "behind"]


def test_a_job_leaves_after_the_commit_and_not_before(location: Tenant, empty_queue: None) -> None:
    with tenant(location.id) as db:
        push(location)(db)
        db.flush()
        assert queued() == []
    assert queued() == [("forget_link", {"location_id": location.id, "link_id": 1})]


def test_a_rolled_back_transaction_queues_nothing(location: Tenant, empty_queue: None) -> None:
    with pytest.raises(ZeroDivisionError):
        fail_after(location, push(location))
    assert queued() == []


def test_a_commit_that_fails_queues_nothing(location: Tenant, empty_queue: None) -> None:
    with pytest.raises(DBAPIError):
        break_the_commit(location)
    assert queued() == []
    assert names(location) == []


@pytest.mark.parametrize("name", ["os.system", "../x", "Forget", ""])
def test_a_job_is_named_as_a_file_is(location: Tenant, name: str) -> None:
    with pytest.raises(SmartLinksError), tenant(location.id) as db:
        jobs.later(db, name)


@pytest.mark.parametrize("role", ["app", "postgres", ""])
def test_only_roles_of_ours_that_are_not_walled_cross_tenants(location: Tenant, role: str) -> None:
    with pytest.raises(Unavailable), unscoped(role, "tests"):
        pass


def test_a_session_across_tenants_has_no_location(location: Tenant) -> None:
    with pytest.raises(Unavailable), unscoped("cron", "tests: ask for what is not there") as db:
        location_of(db)


def test_a_reason_is_shown_to_whoever_watches_the_database(location: Tenant) -> None:
    with unscoped("cron", "tests: look at ourselves") as db:
        assert reason(db) == "cron: tests: look at ourselves"


def reason(db: Session) -> str:
    return str(db.scalar(text("SELECT application_name FROM pg_stat_activity WHERE pid = pg_backend_pid()")))
