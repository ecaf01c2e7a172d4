"""What was counted once is asked again after each kind of change to days that are over, and is a recount's."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from plugin import db as ground
from plugin.clicks import rebuild as rebuild_module
from plugin.clicks.erase import erase_contact
from plugin.clicks.retain import let_go
from plugin.reports import breakdown, counts, memo, pieces, uniques
from plugin.reports.filter import Filter, Part
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks_world import CRAWLER, IPHONE, a_hit, make_link, record_all, rows, tail_of, write
from workers.forget_link import forget_link

DAY = 86_400
ANNA, BEN = "aa" * 16, "bb" * 16
BURST = "cc" * 16
Arrive = Callable[..., None]


@pytest.fixture
def arrive(settings: Settings, tmp_path: Path) -> Arrive:
    tail = tail_of(settings, tmp_path)

    def write_and_record(*hits: Any) -> None:
        write(tmp_path / "journal", *hits, name=f"host-{time.monotonic_ns()}")
        record_all(tail)

    return write_and_record


@pytest.fixture
def link(location: Tenant, arrive: Arrive) -> int:
    """A link with clicks of three past days and of today, all of them asked about already."""
    made, now = make_link(location), time.time()
    arrive(
        *(a_hit(location, made, at=now - days * DAY, visitor=ANNA, country="DE") for days in (3, 2, 1, 0)),
        a_hit(location, made, at=now - 2 * DAY, visitor=BEN, user_agent=IPHONE, contact="contact0001"),
        a_hit(location, made, at=now - 2 * DAY, user_agent=CRAWLER),
    )
    check(location)
    return made


def check(location: Tenant) -> None:
    """Every answer about the last days, whole and narrowed, against the rows."""
    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    span = Part(midnight - timedelta(days=9), midnight + timedelta(days=1))
    starts = [span.start + timedelta(days=number) for number in range(10)]
    found = [
        row for row in rows(location, "SELECT * FROM clicks_in_words WHERE outcome = 'sent'") if row.at >= span.start
    ]
    for wanted in (Filter(), Filter(with_bots=True), Filter(only=(("country", ("DE",)),))):
        among = [row for row in found if not wanted.only or row.country == "DE"]
        clicks = [row for row in among if row.human or wanted.with_bots]
        days = [[row for row in clicks if row.at.date() == start.date()] for start in starts]
        with tenant(location.id) as db:
            assert counts.total(db, span, wanted).shown(wanted) == len(clicks)
            assert [each.shown(wanted) for each in counts.series(db, span, starts, wanted)] == [
                len(day) for day in days
            ]
            week = counts.by_week_hour(db, span, "Asia/Kathmandu", wanted)
            assert sum(each.shown(wanted) for each in week.values()) == len(clicks)
            assert uniques.unique(db, span, wanted) == len({row.visitor for row in clicks})
            people = [len({row.visitor for row in day}) for day in days]
            assert uniques.unique_series(db, span, starts, wanted) == people
            named = [row.crm_contact_id for row in clicks if row.crm_contact_id]
            assert uniques.contacts(db, span, wanted) == (len(named), len(set(named)))
            for name in ("country", "system"):
                answer = {each.value: each.clicks for each in breakdown.break_down(db, name, span, wanted)}
                assert answer == Counter(getattr(row, name) for row in clicks)
            assert dict(breakdown.links(db, span, wanted)) == Counter(row.link_id for row in clicks)


def test_a_click_that_comes_late_is_counted_on_its_day(location: Tenant, link: int, arrive: Arrive) -> None:
    arrive(a_hit(location, link, at=time.time() - 3 * DAY, country="FR"))
    check(location)


def test_clicks_taken_back_from_a_scanner_leave_their_day(location: Tenant, link: int, arrive: Arrive) -> None:
    past, others = time.time() - DAY, [make_link(location) for _ in range(30)]
    arrive(a_hit(location, link, at=past, visitor=BEN, burst=BURST))
    check(location)
    arrive(
        *(
            a_hit(location, each, at=past + 0.01 * number, visitor=BEN, burst=BURST)
            for number, each in enumerate(others)
        )
    )
    assert rows(location, "SELECT FROM clicks WHERE bot = 'scanner' AND link_id = :link", link=link)
    check(location)


def test_a_deleted_links_clicks_leave_their_days(location: Tenant, link: int, arrive: Arrive) -> None:
    arrive(a_hit(location, make_link(location), at=time.time() - 2 * DAY))
    check(location)
    with tenant(location.id) as db:
        db.connection().exec_driver_sql("DELETE FROM links WHERE id = %s", (link,))
    forget_link(location_id=location.id, link_id=link)
    check(location)


def test_clicks_that_are_let_go_and_counted_anew_leave_nothing_behind(location: Tenant, link: int) -> None:
    with tenant(location.id) as db:
        assert let_go(db, datetime.now(UTC).date() - timedelta(days=1)) > 0
    check(location)
    rebuild_module.rebuild(location.id)
    check(location)


def test_what_was_kept_of_wrong_counters_goes_when_they_are_counted_anew(location: Tenant, arrive: Arrive) -> None:
    long_ago = time.time() - 75 * DAY
    arrive(a_hit(location, make_link(location), at=long_ago, country="DE"))
    today = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)

    def countries() -> dict[str | None, int]:
        with tenant(location.id) as db:
            found = breakdown.break_down(db, "country", Part(today - timedelta(days=120), today), Filter())
        return {each.value: each.clicks for each in found}

    with tenant(location.id) as db:
        db.connection().exec_driver_sql("UPDATE clicks_by_part_month SET clicks = 7")
    assert countries() == {"DE": 7}
    heal, mended = rebuild_module._do, list[object]()

    def asked_half_way(location_id: int, statements: tuple[str, ...], values: dict[str, Any]) -> None:
        if statements == rebuild_module.OF_MONTH[0]:
            mended.append(countries())
        heal(location_id, statements, values)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(rebuild_module, "_do", asked_half_way)
        rebuild_module.rebuild(location.id)
    assert mended[0] == {"DE": 7}
    assert countries() == {"DE": 1}


def test_an_erased_contact_is_named_no_more(location: Tenant, link: int) -> None:
    with tenant(location.id) as db:
        erase_contact(db, "contact0001")
    check(location)


def test_rivals_are_not_told_what_is_kept(location: Tenant, rival: Tenant, link: int) -> None:
    check(rival)
    check(location)


def test_days_that_are_over_are_not_read_again_for_todays_click(location: Tenant, link: int, arrive: Arrive) -> None:
    arrive(a_hit(location, link, country="FR"))
    read = list[datetime]()

    def watch(_c: Any, _cursor: Any, statement: str, values: Any, *_: Any) -> None:
        if "FROM clicks \n" in statement or "FROM clicks_by_part_month" in statement:
            read.extend(value for value in values.values() if isinstance(value, datetime))

    midnight = datetime.now(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    event.listen(ground.engine("app"), "before_cursor_execute", watch)
    try:
        with tenant(location.id) as db:
            found = breakdown.break_down(
                db, "country", Part(midnight - timedelta(days=9), midnight + timedelta(days=1)), Filter()
            )
    finally:
        event.remove(ground.engine("app"), "before_cursor_execute", watch)
    assert sum(each.clicks for each in found) == 6
    assert read
    assert min(read) >= midnight


def test_what_is_kept_has_its_bounds(location: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    memo.clear()
    monkeypatch.setattr(memo, "MOST_KEPT", 30)
    with tenant(location.id) as db:
        for number in range(200):
            memo.keep(db, ("bounds", number), list(range(9)))
            assert memo._weights[0] <= memo.MOST_KEPT
        assert memo.recalled(db, ("bounds", 199)) == list(range(9))
        assert memo.recalled(db, ("bounds", 0)) is None


@pytest.mark.parametrize("ago", [timedelta(days=400), timedelta(hours=30), timedelta(0)])
def test_pieces_make_up_their_span(ago: timedelta) -> None:
    end = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=1)
    for length in (timedelta(hours=1), timedelta(days=2), timedelta(days=401)):
        span = Part(end - ago - length, end - ago)
        found = pieces.pieces(span)
        assert (found[0].start, found[-1].end) == (span.start, span.end)
        assert all(one.end == two.start for one, two in pairwise(found))
        assert all(each.start < each.end for each in found)
