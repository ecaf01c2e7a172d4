"""Whatever is clicked, in whatever order it is recorded: each number is what a naive recount of the rows gives."""

from __future__ import annotations

import time
from collections import Counter
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some

from plugin.clicks import forget
from plugin.clicks.hit import Hit
from plugin.clicks.rollups import DIMENSIONS
from plugin.settings import Settings
from tests.cast import Tenant, make_tenant
from tests.clicks_world import CHROME, CRAWLER, IPHONE, a_hit, make_link, record_all, rows, tail_of, write
from workers.forget_link import forget_link
from workers.record_clicks import Tail

DAY = 86_400
VISITORS = [f"{number:032x}" for number in range(4)]
BATCHES = 3
LINKS = 6
# Seconds ago: at once, so that machines are among them, and spread out.
some_ages = some.integers(0, 12) | some.integers(0, 3 * DAY)


class Drawn(NamedTuple):
    """A hit, and in which batch it is recorded."""

    batch: int
    link: int
    visitor: str
    outcome: str
    agent: str
    country: str
    ago: int
    burst: str = "aa"
    contact: str = ""


one_hit = some.builds(
    Drawn,
    some.integers(0, BATCHES - 1),
    some.integers(0, LINKS - 1),
    some.sampled_from(VISITORS),
    some.sampled_from(["sent", "sent", "sent", "paused", "expired"]),
    some.sampled_from([CHROME, IPHONE, CRAWLER, ""]),
    some.sampled_from(["US", "DE", ""]),
    some_ages,
    some.sampled_from(["", "aa", "bb"]),
    some.sampled_from(["", "contact1"]),
)
# What a scanner does: all links at once, torn apart by the batches.
a_sweep = some.builds(
    lambda visitor, batches, ago: [
        Drawn(batch, link, visitor, "sent", CHROME, "US", ago) for link, batch in enumerate(batches)
    ],
    some.sampled_from(VISITORS[:2]),
    some.lists(some.integers(0, BATCHES - 1), min_size=LINKS, max_size=LINKS),
    some_ages,
)
some_hits = some.lists(one_hit.map(lambda hit: [hit]) | a_sweep, max_size=40).map(
    lambda pieces: [hit for piece in pieces for hit in piece]
)


@pytest.fixture
def tail(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Tail:
    monkeypatch.setattr(forget, "CHUNK", 3)  # so that a link is forgotten in several pieces
    return tail_of(settings, tmp_path)


@given(drawn=some_hits, deleted_after=some.integers(0, BATCHES))
@hypothesis_settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
def test_every_number_is_a_recount(tail: Tail, drawn: list[Drawn], deleted_after: int) -> None:
    location = make_tenant("counted")
    links = [make_link(location) for _ in range(LINKS)]
    for number in range(BATCHES):
        hits = [as_hit(location, links, each) for each in drawn if each.batch == number]
        write(tail.settings.journal_dir, *hits, name=f"host-{location.id}-{number}")
        record_all(tail)
        if number == deleted_after:
            delete(location, links[0])
    assert not (deleted_after < BATCHES and rows(location, "SELECT 1 FROM clicks WHERE link_id = :id", id=links[0]))
    check(location)


def delete(location: Tenant, link: int) -> None:
    rows(location, "DELETE FROM links WHERE id = :id RETURNING id", id=link)
    rows(location, "INSERT INTO forgotten_links VALUES (:home, :id) RETURNING 1", home=location.id, id=link)
    forget_link(location_id=location.id, link_id=link)
    forget_link(location_id=location.id, link_id=link)


def as_hit(location: Tenant, links: list[int], drawn: Drawn) -> Hit:
    return a_hit(
        location, links[drawn.link], visitor=drawn.visitor, outcome=drawn.outcome, user_agent=drawn.agent,
        country=drawn.country, burst=drawn.burst, contact=drawn.contact, at=time.time() - drawn.ago,
    )  # fmt: skip


def check(location: Tenant) -> None:
    found = rows(location, "SELECT *, at AT TIME ZONE 'UTC' AS utc FROM clicks ORDER BY seq")
    assert len({row.seq for row in found}) == len(found)
    check_firsts(location, found)
    sent = [row for row in found if row.outcome == "sent"]
    check_counts(location, "clicks_by_hour", "location_id, hour", [(row.location_id, hour(row)) for row in sent], sent)
    days = [(row.link_id, row.utc.date()) for row in sent]
    check_counts(location, "clicks_by_link_day", "link_id, day", days, sent)
    check_counts(location, "link_totals", "location_id, link_id", [(location.id, row.link_id) for row in sent], sent)
    check_last(location, sent)
    for name in DIMENSIONS:
        values = Counter((row.utc.date(), getattr(row, name) or "", row.bot is None) for row in sent)
        sql = "SELECT day, value, clicks, bots FROM clicks_by_dimension_day WHERE dimension = :name"
        kept = {(row.day, row.value): (row.clicks, row.bots) for row in rows(location, sql, name=name)}
        kept = {key: counted for key, counted in kept.items() if any(counted)}
        keys = {key[:2] for key in values}
        assert kept == {key: (values[*key, True], values[*key, False]) for key in keys}


def check_firsts(location: Tenant, found: list[Any]) -> None:
    seen: set[tuple[int, bytes]] = set()
    for row in found:
        is_click = row.outcome == "sent" and row.bot is None
        assert row.first == (is_click and (row.link_id, row.visitor) not in seen)
        if is_click:
            seen.add((row.link_id, row.visitor))
    assert {(row.link_id, row.visitor) for row in rows(location, "SELECT * FROM first_seen")} == seen


def check_last(location: Tenant, sent: list[Any]) -> None:
    last: dict[int, Any] = {}
    for row in sent:
        if row.bot is None:
            last[row.link_id] = max(row.at, last.get(row.link_id, row.at))
    assert dict(rows(location, "SELECT link_id, last_at FROM link_totals WHERE last_at IS NOT NULL")) == last


def check_counts(location: Tenant, table: str, key: str, keys: list[Any], sent: list[Any]) -> None:
    clicks, firsts, bots = Counter[Any](), Counter[Any](), Counter[Any]()
    for each, row in zip(keys, sent, strict=True):
        clicks[each] += row.bot is None
        firsts[each] += row.first
        bots[each] += row.bot is not None
    sql = f"SELECT {key}, clicks, firsts, bots FROM {table} WHERE clicks + firsts + bots <> 0"
    kept = {tuple(row[:2]): tuple(row[2:]) for row in rows(location, sql)}
    assert kept == {each: (clicks[each], firsts[each], bots[each]) for each in set(keys)}


def hour(row: Any) -> Any:
    return row.at.replace(minute=0, second=0, microsecond=0)
