"""Whatever is clicked, in whatever order it is recorded: each number is what a naive recount of the rows gives."""

from __future__ import annotations

import time
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some

from plugin.clicks import forget
from plugin.clicks.hit import Hit
from plugin.clicks.rebuild import rebuild
from plugin.settings import Settings
from tests.cast import Tenant, make_tenant
from tests.clicks_world import CHROME, CRAWLER, IPHONE, a_hit, make_link, record_all, rows, tail_of, write
from tests.recount import check
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
    rule: int | None = None


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
    some.sampled_from([None, 0, 1]),
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
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
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
    rebuild(location.id)
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
        rule=drawn.rule, qr=drawn.ago % 3 == 0,
    )  # fmt: skip
