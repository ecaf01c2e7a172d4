"""What the API answers about clicks: an account's and one link's, by window, with bots apart or among them."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks_world import CRAWLER, IPHONE, a_hit, make_link, record_all, rows, tail_of, write
from tests.dashboard import Dashboard, dashboard
from workers.forget_link import forget_link

DAY = 86_400
ANNA, BEN = "aa" * 16, "bb" * 16


@pytest.fixture
def links(location: Tenant, settings: Settings, tmp_path: Path) -> tuple[int, int]:
    """Two links. One: Anna thrice (once 10 days ago), Ben, a crawler, a paused hit. Two: Anna from Germany."""
    one, two = make_link(location), make_link(location)
    now = time.time()
    write(
        tmp_path / "journal",
        a_hit(location, one, visitor=ANNA, at=now - 10 * DAY),
        a_hit(location, one, visitor=ANNA),
        a_hit(location, one, visitor=ANNA, referrer="https://t.co/x"),
        a_hit(location, one, visitor=BEN, user_agent=IPHONE, country=""),
        a_hit(location, one, user_agent=CRAWLER, country="FR"),
        a_hit(location, one, outcome="paused"),
        a_hit(location, two, visitor=ANNA, country="DE"),
        name=f"host-{location.id}",
    )
    record_all(tail_of(settings, tmp_path))
    return one, two


def ask(page: Dashboard, **query: Any) -> Any:
    answer = page.get("/reports", **query)
    assert answer.status == 200, answer
    return answer.json


def test_the_cards_of_a_link_and_of_the_account(location: Tenant, links: tuple[int, int]) -> None:
    page = dashboard(location)
    one = ask(page, questions="cards", link_id=links[0], window="7d")
    assert one["cards"] == {**numbers(3, 2, 1), "was": numbers(1, 1, 0)}
    assert set(one) == {"window", "cards"}
    whole = ask(page, questions="cards", window="30d")["cards"]
    assert whole == {**numbers(5, 2, 1), "was": numbers(0, 0, 0)}


def numbers(clicks: int, unique: int, bots: int) -> dict[str, int]:
    counted = {"clicks": clicks, "unique": unique, "bots": bots, "repeat": clicks - unique}
    return {**counted, "scans": 0, "leads": 0, "contacts": 0, "contact_clicks": 0}


def test_all_has_nothing_before_it_and_begins_with_the_first_click(location: Tenant, links: tuple[int, int]) -> None:
    page = dashboard(location)
    for asked in ({}, {"link_id": links[0]}):
        found = ask(page, window="all", **asked)
        assert found["cards"]["was"] is None
        assert found["cards"]["unique"] == 2
        assert found["clicks_over_time"]["was"] == []
        assert len(found["clicks_over_time"]["points"]) == 11
        assert found["clicks_over_time"]["points"][0]["clicks"] == 1


def test_bots_are_counted_in_only_where_that_is_asked(location: Tenant, links: tuple[int, int]) -> None:
    page = dashboard(location)
    for asked in ({}, {"link_id": links[0]}):
        found = ask(page, window="90d", bots="include", **asked)
        people = ask(page, window="90d", bots="exclude", **asked)
        assert found["cards"]["clicks"] == people["cards"]["clicks"] + 1
        assert found["cards"]["unique"] == people["cards"]["unique"] + 1
        assert found["cards"]["bots"] == people["cards"]["bots"] == 1
        assert {"value": "FR", "clicks": 1} in found["countries"]
        assert {"value": "FR", "clicks": 1} not in people["countries"]


def test_every_day_has_its_point(location: Tenant, links: tuple[int, int]) -> None:
    found = ask(dashboard(location), questions="clicks_over_time", window="7d")["clicks_over_time"]
    today = datetime.now(UTC).date()
    days = [str(today - timedelta(days=6 - number)) for number in range(7)]
    assert [point["at"][:10] for point in found["points"]] == days
    assert [point["clicks"] for point in found["points"]] == [0, 0, 0, 0, 0, 0, 4]
    assert [point["unique"] for point in found["points"]] == [0, 0, 0, 0, 0, 0, 2]
    assert [point["clicks"] for point in found["was"]] == [0, 0, 0, 1, 0, 0, 0]
    assert found["interval"] == "day"


def test_breakdowns_are_sorted_and_say_null_for_what_is_unknown(location: Tenant, links: tuple[int, int]) -> None:
    whole = ask(dashboard(location), window="7d")
    link = ask(dashboard(location), window="7d", link_id=links[0])
    assert whole["countries"] == [share("US", 2), share("DE", 1), share(None, 1)]
    assert link["countries"] == [share("US", 2), share(None, 1)]
    assert link["devices"] == [share("desktop", 2), share("mobile", 1)]
    assert link["browsers"] == [share("Chrome", 2), share("Safari", 1)]
    assert link["systems"] == [share("Windows", 2), share("iOS", 1)]
    assert link["sources"] == [share("Direct", 2), share("X", 1)]


def share(value: str | None, clicks: int) -> dict[str, Any]:
    return {"value": value, "clicks": clicks}


def test_a_breakdown_names_the_fifty_most_clicked(location: Tenant, settings: Settings, tmp_path: Path) -> None:
    link = make_link(location)
    labels = [f"label {number:02}" for number in range(60) for _ in range(1 + (number < 50))]
    write(tmp_path / "journal", *(a_hit(location, link, utm_source=label) for label in labels), name="many")
    record_all(tail_of(settings, tmp_path))
    for asked in ({}, {"link_id": link}):
        found = ask(dashboard(location), questions="sources", **asked)["sources"]
        assert [each["clicks"] for each in found] == [2] * 50


def test_a_deleted_links_clicks_leave_the_accounts_numbers(location: Tenant, links: tuple[int, int]) -> None:
    page = dashboard(location)
    assert page.delete(f"/links/{links[0]}").status == 204
    forget_link(location_id=location.id, link_id=links[0])
    found = ask(page, window="all")
    assert found["cards"] == {**numbers(1, 1, 0), "was": None}
    assert len(found["clicks_over_time"]["points"]) == 1
    assert found["countries"] == [share("DE", 1)]
    assert rows(location, "SELECT count(*) FROM clicks") == [(1,)]
    assert page.get("/reports", link_id=links[0]).status == 404


def test_an_account_without_clicks_gets_noughts(location: Tenant) -> None:
    found = ask(dashboard(location), window="all")
    assert found["cards"] == {**numbers(0, 0, 0), "was": None}
    assert [point["clicks"] for point in found["clicks_over_time"]["points"]] == [0]
    assert found["countries"] == []


def test_a_rival_sees_nothing_of_it(rival: Tenant, links: tuple[int, int]) -> None:
    page = dashboard(rival)
    assert page.get("/reports", link_id=links[0]).status == 404
    assert ask(page, window="all")["cards"]["clicks"] == 0


@pytest.mark.parametrize(
    ("query", "field"),
    [
        ({"questions": "cards,weather"}, "questions"), ({"questions": ""}, "questions"), ({"window": "1y"}, "window"),
        ({"bots": "maybe"}, "bots"), ({"link_id": "x"}, "link_id"), ({"link_id": "9" * 20}, "link_id"),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_asked_names_the_field(location: Tenant, query: dict[str, str], field: str) -> None:
    answer = dashboard(location).get("/reports", **query)
    assert (answer.status, answer.code, answer.field) == (422, "invalid", field)
