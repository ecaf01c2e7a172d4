"""What is new: asked for by cursor, nothing held on the line, and a contact's own clicks."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from plugin.reports import live as live_module
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks_world import CRAWLER, IPHONE, a_hit, make_link, record_all, tail_of, write
from tests.dashboard import Dashboard, dashboard

CONTACT = "cQ7mB2x9KpLw4sTz"


@pytest.fixture
def page(location: Tenant) -> Dashboard:
    return dashboard(location)


def arrive(settings: Settings, folder: Path, *hits: Any) -> None:
    write(folder / "journal", *hits, name=f"host-{time.monotonic_ns()}")
    record_all(tail_of(settings, folder))


def ask(page: Dashboard, **query: Any) -> dict[str, Any]:
    answer = page.get("/reports/live", **query)
    assert answer.status == 200, answer
    return dict(answer.json)


def test_nothing_new_is_said_with_one_look_at_the_pulse(location: Tenant, page: Dashboard) -> None:
    first = ask(page)
    assert (first["new"], first["clicks"], first["reset"]) == (0, [], False)
    asked: list[str] = []

    def watch(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        asked.append(statement)

    now = datetime.now(UTC)
    with tenant(location.id) as db:
        engine = db.connection().engine
        event.listen(engine, "before_cursor_execute", watch)
        try:
            assert live_module.live(db, first["cursor"], None, now).new == 0
        finally:
            event.remove(engine, "before_cursor_execute", watch)
    assert len(asked) == 1
    assert "FROM pulse" in asked[0]


def test_what_came_since_is_told_once_the_newest_first(
    location: Tenant, page: Dashboard, settings: Settings, tmp_path: Path
) -> None:
    link, cursor, now = make_link(location), ask(page)["cursor"], time.time()
    arrive(
        settings, tmp_path,
        a_hit(location, link, at=now - 2, country="DE", contact=CONTACT),
        a_hit(location, link, at=now - 1, user_agent=IPHONE, qr=True),
        a_hit(location, link, user_agent=CRAWLER),
    )  # fmt: skip
    found = ask(page, cursor=cursor)
    assert found["new"] == 3
    assert [(each["device"], each["country"], each["qr"], each["contact_id"]) for each in found["clicks"]] == [
        ("mobile", "US", True, None), ("desktop", "DE", False, CONTACT),
    ]  # fmt: skip
    again = ask(page, cursor=found["cursor"])
    assert (again["new"], again["clicks"]) == (0, [])


def test_a_link_hears_of_its_own_clicks_and_a_rival_of_none(
    location: Tenant, rival: Tenant, page: Dashboard, settings: Settings, tmp_path: Path
) -> None:
    mine, other = make_link(location), make_link(location)
    cursor, theirs = ask(page)["cursor"], ask(dashboard(rival))["cursor"]
    arrive(settings, tmp_path, a_hit(location, mine), a_hit(location, other))
    assert [each["link_id"] for each in ask(page, cursor=cursor, link_id=mine)["clicks"]] == [str(mine)]
    assert ask(dashboard(rival), cursor=theirs)["new"] == 0


def test_who_slept_long_is_told_to_begin_anew(
    location: Tenant, page: Dashboard, settings: Settings, tmp_path: Path
) -> None:
    cursor = ask(page)["cursor"]
    arrive(settings, tmp_path, a_hit(location, make_link(location)))
    later = datetime.now(UTC) + timedelta(hours=1)
    with tenant(location.id) as db:
        slept = live_module.live(db, cursor, None, later)
    assert slept.reset
    assert (slept.new, list(slept.clicks)) == (0, [])
    assert ask(page, cursor="999999999-1")["reset"]


@pytest.mark.parametrize("cursor", ["x", "1", "1-", "-1", "1-1-1", "9" * 30 + "-1", "\u0661-\u0661", "1-' OR 1=1"])
def test_no_other_cursor_is_taken(page: Dashboard, cursor: str) -> None:
    answer = page.get("/reports/live", cursor=cursor)
    assert (answer.status, answer.field) == (422, "cursor")


def test_a_contacts_history_comes_page_by_page(
    location: Tenant, rival: Tenant, page: Dashboard, settings: Settings, tmp_path: Path
) -> None:
    link, now = make_link(location), time.time()
    hits = [a_hit(location, link, at=now - number, contact=CONTACT, country="FR") for number in range(5)]
    arrive(settings, tmp_path, *hits, a_hit(location, link), a_hit(location, link, contact=CONTACT, user_agent=CRAWLER))
    first = page.get(f"/reports/contacts/{CONTACT}/clicks", limit=3).json
    then = page.get(f"/reports/contacts/{CONTACT}/clicks", limit=3, cursor=first["next"]).json
    moments = [each["at"] for each in first["items"] + then["items"]]
    assert len(moments) == 5
    assert moments == sorted(moments, reverse=True)
    assert then["next"] is None
    assert dashboard(rival).get(f"/reports/contacts/{CONTACT}/clicks").json["items"] == []
    assert page.get(f"/reports/contacts/{CONTACT}/clicks", cursor="x").field == "cursor"
