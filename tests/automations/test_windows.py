"""Windows: all that a contact clicks from a first click on is one run of a kind, due when the window ends."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks_world import a_hit, make_link, record_all, rows, tail_of, write
from workers.record_clicks import Tail

CONTACT = "ocQHyuzHvysMo5N5VsXc"
SWITCHES = """
INSERT INTO switches (location_id, tag, note, sync, window_s) VALUES (:id, false, true, true, :window_s) RETURNING 1
"""


@pytest.fixture
def tail(settings: Settings, tmp_path: Path) -> Tail:
    return tail_of(settings, tmp_path)


@pytest.fixture
def link(location: Tenant) -> int:
    rows(location, SWITCHES, id=location.id, window_s=100)
    return make_link(location)


def click(location: Tenant, tail: Tail, link: int, *times: float, contact: str = CONTACT) -> None:
    hits = [a_hit(location, link, contact=contact, at=at) for at in times]
    write(tail.settings.journal_dir, *hits, name=f"host-{location.id}")
    record_all(tail)


def windows(location: Tenant, kind: str = "note") -> list[tuple[float, float]]:
    found = rows(
        location, "SELECT payload FROM runs WHERE kind = :kind ORDER BY (payload->>'since')::float8", kind=kind
    )
    return [(run.payload["since"], run.payload["until"]) for run in found]


def begin(location: Tenant) -> Any:
    return rows(location, "UPDATE runs SET attempts = 1 RETURNING id")


def test_clicks_on_any_links_within_it_are_one_run_of_each_kind(location: Tenant, tail: Tail, link: int) -> None:
    now = time.time()
    other = make_link(location)
    click(location, tail, link, now - 50, now - 20)
    click(location, tail, other, now - 1)
    for kind in ("note", "sync"):
        ((since, until),) = windows(location, kind)
        assert (since, until) == pytest.approx((now - 50, now + 50))
    (run, _) = rows(location, "SELECT link_id, extract(epoch FROM next_at)::float8 AS due FROM runs")
    assert (run.link_id, run.due) == (0, pytest.approx(now + 50, abs=1))


def test_the_next_click_after_its_end_opens_another(location: Tenant, tail: Tail, link: int) -> None:
    start = time.time() - 1_000
    click(location, tail, link, start, start + 99.9, start + 100, start + 450, start + 470)
    assert windows(location) == [
        pytest.approx(window)
        for window in ((start, start + 100), (start + 100, start + 200), (start + 450, start + 500))
    ]
    click(location, tail, link, start + 500, start + 560)
    assert len(windows(location)) == 4


def test_each_contact_has_its_own(location: Tenant, tail: Tail, link: int) -> None:
    now = time.time()
    click(location, tail, link, now - 50)
    click(location, tail, link, now - 40, contact="anotherContact1")
    assert windows(location) == [pytest.approx((now - 50, now + 50)), pytest.approx((now - 40, now + 60))]


def test_a_click_that_is_recorded_after_its_windows_run_has_begun_is_not_lost(
    location: Tenant, tail: Tail, link: int
) -> None:
    start = time.time() - 500
    click(location, tail, link, start)
    begin(location)
    click(location, tail, link, start + 30, start + 40)
    assert windows(location)[1] == pytest.approx((start + 30, start + 130))
    assert len(windows(location)) == 2


def test_a_worker_passes_by_a_run_whose_clicks_are_being_recorded(location: Tenant, tail: Tail, link: int) -> None:
    click(location, tail, link, time.time() - 500)
    skip = "SELECT count(*) FROM (SELECT FROM runs WHERE kind = 'note' FOR UPDATE SKIP LOCKED) AS free"
    with tenant(location.id) as recorder:
        recorder.connection().exec_driver_sql("SELECT FROM runs FOR SHARE")
        assert rows(location, skip)[0][0] == 0
    assert rows(location, skip)[0][0] == 1


def test_without_the_switch_no_window_opens(location: Tenant, tail: Tail) -> None:
    click(location, tail, make_link(location), time.time())
    assert rows(location, "SELECT 1 FROM runs") == []
