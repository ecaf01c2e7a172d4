"""What is counted, asked every way: of all, of links, narrowed, in zones; each answer is a naive recount's."""

from __future__ import annotations

import time
from collections import Counter
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as some

from plugin.reports import breakdown, counts, uniques
from plugin.reports.filter import Filter, Values
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant, make_tenant
from tests.clicks_world import CHROME, CRAWLER, IPHONE, a_hit, make_link, record_all, rows, tail_of, write

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
ZONES = ("UTC", "Asia/Kolkata", "Asia/Kathmandu", "Europe/Berlin", "America/St_Johns", "Australia/Lord_Howe")
SPREAD_DAYS = 60


@dataclass(frozen=True)
class Asked:
    """From a moment to another, and what counts in between."""

    start: datetime
    end: datetime
    zone: str
    wanted: Filter

    def starts(self) -> list[datetime]:
        """Each midnight of the zone's clocks, the first at the start of what is asked."""
        zone, found = ZoneInfo(self.zone), [self.start]
        day = self.start.astimezone(zone).date() + DAY
        while (moment := datetime.combine(day, datetime.min.time(), zone).astimezone(UTC)) < self.end:
            found.append(moment)
            day += DAY
        return found


@pytest.fixture(scope="module")
def world(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[Tenant, list[int], list[Any]]:
    """Clicks of all kinds over two months, in an order that is not that of time."""
    folder, location = tmp_path_factory.mktemp("clicks"), make_tenant("counted every way")
    links = [make_link(location) for _ in range(3)]
    now = time.time()
    hits = [
        a_hit(
            location, links[number % 3], at=now - (number * 7_919_000_017 % (SPREAD_DAYS * 86_400_000)) / 1000,
            visitor=f"{number % 37:032x}", user_agent=(CHROME, IPHONE, CHROME, CRAWLER)[number % 4],
            country=("US", "DE", "", "FR")[number % 5 % 4], city=f"City {number % 7}", qr=number % 6 == 0,
            utm_source=("", "news", "ig")[number % 3], rule=number % 2 or None,
            outcome="sent" if number % 9 else "paused",
            contact=f"contact{number % 5:04}" if number % 8 == 0 else "",
        )
        for number in range(1200)
    ]  # fmt: skip
    write(folder / "journal", *hits, name="all")
    record_all(tail_of(settings, folder))
    return location, links, rows(location, "SELECT * FROM clicks_in_words WHERE outcome = 'sent'")


def quarters() -> some.SearchStrategy[datetime]:
    base = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) - (SPREAD_DAYS + 1) * DAY
    return some.integers(0, (SPREAD_DAYS + 2) * 96).map(lambda number: base + number * HOUR / 4)


def some_filters(links: list[int]) -> some.SearchStrategy[Filter]:
    only: list[tuple[tuple[str, Values], ...]] = [
        (), (), (("country", ("DE", None)),), (("device", ("mobile",)), ("source", ("news",))), (("qr", ("yes",)),),
        (("city", ("City 1", "City 2")), ("browser", ("Chrome",))), (("rule", ("1",)),),
        (("country", ("' OR 1=1 --",)),),
    ]  # fmt: skip
    return some.builds(
        Filter, some.sampled_from([None, None, links[0]]), some.booleans(),
        some.sampled_from([None, None, tuple(links[1:]), ()]), some.sampled_from(only),
    )  # fmt: skip


def chosen(found: list[Any], asked: Asked) -> list[Any]:
    wanted = asked.wanted
    return [
        row for row in found
        if asked.start <= row.at < asked.end and wanted.link_id in {None, row.link_id}
        and (wanted.links is None or row.link_id in wanted.links)
        and all(value(row, name) in values for name, values in wanted.only)
    ]  # fmt: skip


def value(row: Any, name: str) -> str | None:
    found = getattr(row, name)
    return {True: "yes", False: "no"}[found] if name == "qr" else None if found is None else str(found)


@given(data=some.data())
@hypothesis_settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_answer_is_a_recount(world: tuple[Tenant, list[int], list[Any]], data: some.DataObject) -> None:
    location, links, found = world
    start, end = sorted(data.draw(some.lists(quarters(), min_size=2, max_size=2, unique=True)))
    asked = Asked(start, end, data.draw(some.sampled_from(ZONES)), data.draw(some_filters(links)))
    every = chosen(found, asked)
    counting = [row for row in every if row.human or asked.wanted.with_bots]
    with tenant(location.id) as db:
        assert counts.total(db, asked, asked.wanted) == count(every)
        check_series(db, asked, every, counting)
        assert uniques.unique(db, asked, asked.wanted) == len({row.visitor for row in counting})
        named = [row.crm_contact_id for row in counting if row.crm_contact_id]
        assert uniques.contacts(db, asked, asked.wanted) == (len(named), len(set(named)))
        for name in ("country", "city", "device", "browser_version", "source", "rule"):
            answer = {each.value: each.clicks for each in breakdown.break_down(db, name, asked, asked.wanted)}
            assert answer == Counter(getattr(row, name) for row in counting)
        assert dict(breakdown.links(db, asked, asked.wanted)) == Counter(row.link_id for row in counting)
        reasons = {each.value: each.clicks for each in breakdown.bots(db, asked, asked.wanted)}
        assert reasons == Counter(row.bot for row in every if row.bot)


def check_series(db: Any, asked: Asked, every: list[Any], counting: list[Any]) -> None:
    starts = asked.starts()
    ends = [*starts[1:], asked.end]
    between = list(zip(starts, ends, strict=True))
    assert counts.series(db, asked, starts, asked.wanted) == [
        count([row for row in every if first <= row.at < last]) for first, last in between
    ]
    assert uniques.unique_series(db, asked, starts, asked.wanted) == [
        len({row.visitor for row in counting if first <= row.at < last}) for first, last in between
    ]
    week = counts.by_week_hour(db, asked, asked.zone, asked.wanted)
    local = [row.at.astimezone(ZoneInfo(asked.zone)) for row in counting]
    shown = {key: each.shown(asked.wanted) for key, each in week.items() if each.shown(asked.wanted)}
    assert shown == Counter((each.isoweekday(), each.hour) for each in local)


def count(found: list[Any]) -> counts.Count:
    people = [row for row in found if row.human]
    scans = sum(row.qr for row in people)
    return counts.Count(len(people), len(found) - len(people), sum(row.first for row in people), scans)
