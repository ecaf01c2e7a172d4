"""A strict click limit: counted in PostgreSQL at the moment of sending on, for people, and by nothing else."""

from __future__ import annotations

import dataclasses
import io
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from plugin.clicks import cap
from plugin.clicks.inquiry import LATE
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks.caps import limited, used
from tests.clicks.conftest import AGENT, Door
from tests.served import served

CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
FULL = "all used up"


def test_so_many_are_let_through_and_no_more(door: Door, location: Tenant) -> None:
    link = limited(location, 2)
    assert [door.knock(f"/{link.slug}").status for _ in range(4)] == [302, 302, 410, 410]
    assert FULL in door.knock(f"/{link.slug}").body.decode()
    assert [hit.outcome for hit in door.hits()] == ["sent", "sent", "capped", "capped", "capped"]
    assert used(link) == 2


@pytest.mark.parametrize(
    "environ", [{"HTTP_USER_AGENT": CRAWLER}, {"HTTP_SEC_PURPOSE": "prefetch"}, {"method": "HEAD"}]
)
def test_machines_use_nothing_up_and_get_in_only_while_there_is_room(
    door: Door, location: Tenant, environ: dict[str, str]
) -> None:
    link = limited(location, 1)
    assert [door.knock(f"/{link.slug}", **environ).status for _ in range(3)] == [302] * 3
    assert used(link) == 0
    assert door.knock(f"/{link.slug}").status == 302
    assert [door.knock(f"/{link.slug}", **environ).status for _ in range(2)] == [410] * 2


def test_whoever_is_not_sent_on_is_not_counted(door: Door, location: Tenant) -> None:
    past = datetime.now(UTC) - timedelta(hours=1)
    stopped = [
        limited(location, 1, password_hash="x", password_version=1),
        limited(location, 1, paused=True),
        limited(location, 1, expires_at=past),
        limited(location, 1, expires_at=past, expired_destination="https://example.com/over"),
    ]
    for link in stopped:
        door.knock(f"/{link.slug}")
        assert used(link) == 0
    assert [hit.outcome for hit in door.hits()] == ["password", "paused", "expired", "expired"]


def test_a_full_link_asks_for_no_password(door: Door, location: Tenant) -> None:
    link = limited(location, 1, password_hash="x", password_version=1)
    with tenant(location.id) as db:
        db.execute(text("UPDATE caps SET used = 1 WHERE link_id = :id"), {"id": link.id})
    form = {"CONTENT_TYPE": "application/x-www-form-urlencoded", "CONTENT_LENGTH": "10"}
    for answer in (
        door.knock(f"/{link.slug}"),
        door.knock(f"/{link.slug}", "POST", **form, **{"wsgi.input": io.BytesIO(b"password=a")}),
    ):
        assert (answer.status, FULL in answer.body.decode()) == (410, True)


def test_a_limit_that_was_just_removed_holds_up_nobody(door: Door, location: Tenant) -> None:
    link = limited(location, 1)
    with tenant(location.id) as db:
        db.execute(text("DELETE FROM caps WHERE link_id = :id"), {"id": link.id})
    assert [door.knock(f"/{link.slug}").status for _ in range(3)] == [302] * 3


def test_who_cannot_be_counted_is_asked_to_come_back(
    door: Door, location: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = limited(location, 5)
    assert door.knock(f"/{link.slug}").status == 302
    door.hits()
    monkeypatch.setattr(cap, "TAKE", "SELECT nothing_of_the_kind()")
    answer = door.knock(f"/{link.slug}")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "2")
    assert "One moment" in answer.body.decode()
    assert door.hits() == []


def test_a_postgresql_that_hangs_is_not_waited_for_long(
    door: Door, location: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    link = limited(location, 5)
    monkeypatch.setattr(door.caps._inquiries, "_quiet_until", 0.0)
    monkeypatch.setattr(door.caps._inquiries, "_patience_s", 0.01)
    with tenant(location.id) as db:
        db.execute(text("SELECT FROM caps WHERE link_id = :id FOR UPDATE"), {"id": link.id})
        assert [door.knock(f"/{link.slug}").status for _ in range(LATE + 2)] == [503] * (LATE + 2)


def test_of_two_hundred_at_once_exactly_fifty_are_let_through_by_two_processes(
    settings: Settings, tmp_path: Path, location: Tenant
) -> None:
    link = limited(location, 50)
    together = threading.Barrier(40)
    with served(dataclasses.replace(settings, data_dir=tmp_path), workers=2) as server:

        def visit(number: int) -> int:
            if number < together.parties:
                together.wait(20)
            return server.get(f"/{link.slug}", **{"User-Agent": AGENT}).status

        with ThreadPoolExecutor(together.parties) as visitors:
            answered = Counter(visitors.map(visit, range(200)))
    assert answered == {302: 50, 410: 150}
    assert used(link) == 50
