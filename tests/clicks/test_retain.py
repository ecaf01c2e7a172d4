"""Clicks are kept as long as the plan shows them; what was counted of a link since it was made stays."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from plugin import db as ground
from plugin.clicks import months, retain
from plugin.clicks.partitions import CARE, month_after
from plugin.embed.notices import notices
from plugin.settings import Settings
from plugin.tenancy import tenant, unscoped
from tests.cast import Tenant
from tests.clicks_world import CHROME, CRAWLER, a_hit, make_link, record_all, rows, tail_of, write
from tests.recount import check
from workers.keep_history import keep_history
from workers.make_partitions import make_partitions
from workers.record_clicks import Tail

DAY = 86_400
NOW = datetime.now(UTC)


@pytest.fixture
def tail(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tail:
    monkeypatch.setattr(retain, "CHUNK", 7)
    return tail_of(settings, tmp_path)


@pytest.fixture
def links(location: Tenant, tail: Tail) -> list[int]:
    """Two links with a click on every tenth day of the last 380, every fourth a machine's."""
    links = [make_link(location) for _ in range(2)]
    hits = [
        a_hit(
            location, links[number % 2], at=NOW.timestamp() - number * 10 * DAY - 60, visitor=f"{number % 5 + 1:016x}",
            user_agent=CHROME if number % 4 else CRAWLER, qr=number % 3 == 0,
        )
        for number in range(39)
    ]  # fmt: skip
    write(tail.settings.journal_dir, *hits, name=f"host-{location.id}")
    record_all(tail)
    return links


def on_plan(location: Tenant, plan: str) -> None:
    with tenant(location.id) as db:
        db.execute(text("UPDATE terms SET plan = :plan"), {"plan": plan})


def lifetime(location: Tenant) -> list[object]:
    sql = "SELECT link_id, clicks, firsts, bots, scans, last_at FROM link_totals ORDER BY 1"
    return [tuple(row) for row in rows(location, sql)]


def ages(location: Tenant) -> list[int]:
    return [(NOW - row.at).days for row in rows(location, "SELECT at FROM clicks ORDER BY at DESC")]


def test_what_the_plan_does_not_show_goes_and_lifetime_totals_stay(
    location: Tenant, rival: Tenant, links: list[int]
) -> None:
    before, seen = lifetime(location), rows(location, "SELECT count(*) FROM first_seen")
    assert retain.keep_history(location.id, NOW) == 2
    assert max(ages(location)) == 360
    assert (lifetime(location), rows(location, "SELECT count(*) FROM first_seen")) == (before, seen)
    check(location, NOW - timedelta(days=365))
    assert rows(location, "SELECT count(*) FROM clicks_by_quarter WHERE quarter < now() - interval '366 days'") == [
        (0,)
    ]
    assert retain.keep_history(location.id, NOW) == 0
    assert rows(rival, "SELECT count(*) FROM history") == [(0,)]


def test_a_smaller_plan_is_announced_before_anything_goes(
    location: Tenant, links: list[int], settings: Settings
) -> None:
    keep_history(location_id=location.id)
    on_plan(location, "starter")
    assert retain.keep_history(location.id, NOW) == 0
    with tenant(location.id) as db:
        assert retain.announced(db) == retain.Removal(180, NOW + timedelta(days=14))
        (told,) = [each.message for each in notices(db, settings) if each.code == "history_shrinks"]
    assert f"{NOW + timedelta(days=14):%B %Y} on, clicks older than 180 days" in told
    assert retain.keep_history(location.id, NOW + timedelta(days=13)) == 1
    assert retain.keep_history(location.id, NOW + timedelta(days=14)) > 10
    assert max(ages(location)) <= 180 - 14
    check(location, NOW - timedelta(days=180 - 14))
    with tenant(location.id) as db:
        assert retain.announced(db) is None
        assert "history_shrinks" not in {each.code for each in notices(db, settings)}


def test_a_plan_that_grows_again_in_time_keeps_everything(location: Tenant, links: list[int]) -> None:
    retain.keep_history(location.id, NOW)
    on_plan(location, "starter")
    retain.keep_history(location.id, NOW)
    on_plan(location, "pro")
    assert retain.keep_history(location.id, NOW + timedelta(days=1)) == 0
    with tenant(location.id) as db:
        assert retain.announced(db) is None
    on_plan(location, "starter")
    assert retain.keep_history(location.id, NOW + timedelta(days=2)) == 0


def test_a_click_that_arrives_after_its_time_goes_too_and_counts_for_life(
    location: Tenant, tail: Tail, links: list[int]
) -> None:
    retain.keep_history(location.id, NOW)
    (before,) = rows(location, "SELECT sum(clicks) FROM link_totals")
    write(tail.settings.journal_dir, a_hit(location, links[0], at=time.time() - 380 * DAY), name="late")
    record_all(tail)
    assert retain.keep_history(location.id, NOW) == 1
    assert rows(location, "SELECT sum(clicks) FROM link_totals") == [(before[0] + 1,)]
    check(location, NOW - timedelta(days=365))


def test_a_month_is_dropped_once_it_is_past_and_empty(location: Tenant, links: list[int]) -> None:
    today = NOW.date()
    past = month_after(today, -14)
    with unscoped("owner", "tests: a month long past") as db:
        bounds = f"FROM ('{past}') TO ('{month_after(past, 1)}')"
        db.execute(text(f"CREATE TABLE clicks_{past:%Y_%m} PARTITION OF clicks FOR VALUES {bounds} WITH ({CARE})"))
    late = (
        "INSERT INTO clicks (location_id, at, seq, link_id, visitor, agent_id, place_id, origin_id, target_id, outcome)"
    )
    with tenant(location.id) as db:
        db.execute(text(f"{late} SELECT location_id, :at, 999, link_id, 1, 1, 1, 1, 1, 'paused' FROM clicks LIMIT 1"),
                   {"at": past})  # fmt: skip
    assert months.drop_past(today) == []
    retain.keep_history(location.id, NOW)
    assert months.drop_past(today) == [f"clicks_{past:%Y_%m}"]
    make_partitions()
    assert months.drop_past(today) == []


def test_months_that_are_over_are_packed_once(location: Tenant, links: list[int]) -> None:
    with ground.engine(ground.OWNER).begin() as connection:
        connection.execute(text(f"COMMENT ON TABLE clicks_{month_after(NOW.date(), -2):%Y_%m} IS NULL"))
    packed = months.pack(NOW.date())
    assert f"clicks_{month_after(NOW.date(), -2):%Y_%m}" in packed
    assert f"clicks_{NOW:%Y_%m}" not in packed
    assert months.pack(NOW.date()) == []
    check(location)
