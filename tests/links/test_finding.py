"""Finding links again: search, filters, sorts and pages."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.dashboard import Dashboard, dashboard


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location)


def titles(alice: Dashboard, **query: Any) -> list[str]:
    answer = alice.get("/links", **query)
    assert answer.status == 200, answer
    assert answer.json["total"] >= len(answer.json["items"])
    return [link["title"] for link in answer.json["items"]]


def click(location: Tenant, link: dict[str, Any], clicks: int) -> None:
    with tenant(location.id) as db:
        db.execute(
            text("INSERT INTO link_totals (location_id, link_id, clicks, bots) VALUES (:location, :link, :clicks, 9)"),
            {"location": location.id, "link": int(link["id"]), "clicks": clicks},
        )


def test_newest_come_first(alice: Dashboard) -> None:
    for title in ("one", "two", "three"):
        alice.link(title=title)
    assert titles(alice) == ["three", "two", "one"]
    assert titles(alice, sort="created") == ["one", "two", "three"]


@pytest.mark.parametrize(
    "search",
    ["spring", "SPRING s", "shop.example", "https://shop.example/a_b", "{slug}", "http://s.example/{slug}", "100%"],
)
def test_search_looks_into_title_destination_and_short_url(alice: Dashboard, search: str) -> None:
    slug = alice.link(title="Spring SALE, 100% off", destination="https://shop.example/a_b")["slug"]
    alice.link(title="Another", destination="https://elsewhere.example/aXb")
    assert titles(alice, search=search.format(slug=slug.upper())) == ["Spring SALE, 100% off"]


@pytest.mark.parametrize("search", ["%", "_", "\\", "'", '"', "ä", "😀"])
def test_search_takes_every_sign_literally(alice: Dashboard, search: str) -> None:
    alice.link(title="plain")
    alice.link(title=f"with {search} in it")
    assert titles(alice, search=search) == [f"with {search} in it"]


def test_links_are_narrowed_by_tag_and_campaign(alice: Dashboard) -> None:
    tag = alice.post("/tags", name="Flyer").json["id"]
    campaign = alice.post("/campaigns", name="Spring").json["id"]
    alice.link(title="tagged", tags=[tag])
    alice.link(title="both", tags=[tag], campaign_id=campaign)
    alice.link(title="neither")
    assert titles(alice, tag=tag) == ["both", "tagged"]
    assert titles(alice, campaign=campaign) == ["both"]
    assert titles(alice, tag=tag, search="tagg") == ["tagged"]
    assert titles(alice, tag="9223372036854775807") == []


def test_links_are_narrowed_by_status(alice: Dashboard, location: Tenant) -> None:
    soon = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    alice.link(title="active", expires_at=soon)
    alice.link(title="paused", paused=True)
    alice.link(title="scheduled", starts_at=soon)
    late = alice.link(title="expired")
    with tenant(location.id) as db:
        db.execute(text("UPDATE links SET expires_at = now() WHERE id = :id"), {"id": int(late["id"])})
    for status in ("active", "paused", "scheduled", "expired"):
        assert titles(alice, status=status) == [status]
        assert alice.get("/links", status=status).json["items"][0]["status"] == status


def test_sorts_by_title_without_regard_to_case_and_by_clicks(alice: Dashboard, location: Tenant) -> None:
    links = {title: alice.link(title=title) for title in ("beta", "Alpha", "gamma")}
    click(location, links["beta"], 5)
    click(location, links["gamma"], 7)
    assert titles(alice, sort="title") == ["Alpha", "beta", "gamma"]
    assert titles(alice, sort="-title") == ["gamma", "beta", "Alpha"]
    assert titles(alice, sort="-clicks") == ["gamma", "beta", "Alpha"]
    assert titles(alice, sort="clicks") == ["Alpha", "beta", "gamma"]
    shown = alice.get(f"/links/{links['beta']['id']}").json
    assert (shown["clicks"], shown["bots"]) == (5, 9)


@pytest.mark.parametrize("sort", ["created", "-created", "title", "-title", "clicks", "-clicks"])
def test_pages_hold_each_link_once_in_order(alice: Dashboard, location: Tenant, sort: str) -> None:
    for number in range(9):
        # Equal titles and equal clicks: the id must break the tie across pages.
        click(location, alice.link(title=f"{number % 3}"), number % 2)
    whole = alice.get("/links", sort=sort).json["items"]
    for limit in (1, 2, 4):
        assert page_by_page(alice, sort, limit) == whole


def page_by_page(alice: Dashboard, sort: str, limit: int) -> list[dict[str, Any]]:
    page = alice.get("/links", sort=sort, limit=limit).json
    seen: list[dict[str, Any]] = page["items"]
    while page["next"]:
        page = alice.get("/links", sort=sort, limit=limit, cursor=page["next"]).json
        assert page["total"] == 9
        seen += page["items"]
    return seen


def test_a_page_begins_after_the_last_row_though_that_row_is_gone(alice: Dashboard) -> None:
    made = [alice.link(title=f"{number}") for number in range(4)]
    page = alice.get("/links", limit=2).json
    alice.delete(f"/links/{made[2]['id']}")
    alice.link(title="newer")
    assert [link["title"] for link in alice.get("/links", cursor=page["next"]).json["items"]] == ["1", "0"]


def test_a_cursor_belongs_to_its_order(alice: Dashboard) -> None:
    alice.link()
    alice.link()
    cursor = alice.get("/links", limit=1).json["next"]
    answer = alice.get("/links", sort="title", cursor=cursor)
    assert (answer.status, answer.code, answer.field) == (422, "invalid", "cursor")


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("limit", "0"), ("limit", "101"), ("limit", "ten"), ("limit", "1e3"), ("sort", "slug"),
        ("status", "gone"),
        ("tag", "x"), ("campaign", "99999999999999999999"), ("search", "a\x00b"), ("search", "a" * 2_049),
        ("cursor", "!"), ("cursor", "AAAA"), ("cursor", "ä"), ("cursor", "a" * 9_999),
        ("cursor", "WyItY3JlYXRlZCIsIjIwMjYtMDEtMDFUMDA6MDA6MDAiLDFd"),  # a moment without a zone
        ("cursor", "WyItY3JlYXRlZCIsMSwxXQ"), ("cursor", "bnVsbA"), ("cursor", "W1tbW1tbW1s"),
        # An id beyond what the database holds.
        ("cursor", "WyItY3JlYXRlZCIsIjIwMjYtMDEtMDFUMDA6MDA6MDArMDA6MDAiLDk5OTk5OTk5OTk5OTk5OTk5OTk5XQ"),
    ],
)  # fmt: skip
def test_a_bad_query_is_refused_and_named(alice: Dashboard, name: str, value: str) -> None:
    answer = alice.get("/links", **{name: value})
    assert (answer.status, answer.code, answer.field) == (422, "invalid", name)
