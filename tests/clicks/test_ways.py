"""Where a link's rules, split and parameters send its visitors, by the front door, and what is noted of it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from plugin.tenancy import unscoped
from plugin.visitors.number import visitor_number
from tests.cast import Tenant, make_tenant
from tests.clicks.conftest import Answer, Door
from tests.drafts import Draft, published

PHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
MOBILE = {"when": [{"kind": "device", "devices": ["mobile"]}], "destination": "https://m.example.com/"}
GERMAN = {"when": [{"kind": "language", "languages": ["de"]}], "destination": "https://example.com/de"}
AGAIN = {"when": [{"kind": "visitor", "visitor": "returning"}], "destination": "https://example.com/again"}


def where(answer: Answer) -> str | None:
    return answer.headers.get("Location")


def test_the_first_rule_that_holds_answers_and_is_noted(door: Door, location: Tenant) -> None:
    link = published(location, rules=[GERMAN, MOBILE], utm={"source": "sms"})
    assert where(door.knock(f"/{link.slug}", HTTP_USER_AGENT=PHONE)) == "https://m.example.com/?utm_source=sms"
    assert (
        where(door.knock(f"/{link.slug}", HTTP_ACCEPT_LANGUAGE="de-AT,en")) == "https://example.com/de?utm_source=sms"
    )
    assert where(door.knock(f"/{link.slug}")) == "https://example.com/a?utm_source=sms"
    assert [(hit.rule, hit.destination) for hit in door.hits()] == [
        (1, "https://m.example.com/"), (0, "https://example.com/de"), (None, "https://example.com/a"),
    ]  # fmt: skip


def test_paid_rules_rest_on_a_plan_without_them(door: Door) -> None:
    starter = make_tenant("alice", plan="starter")
    split = [
        {"destination": "https://example.com/b", "weight": 1},
        {"destination": "https://example.com/c", "weight": 1},
    ]
    link = published(starter, rules=[MOBILE, GERMAN], split=split)
    for _ in range(2):
        assert where(door.knock(f"/{link.slug}", HTTP_USER_AGENT=PHONE)) == link.destination
    assert where(door.knock(f"/{link.slug}", HTTP_ACCEPT_LANGUAGE="de")) == "https://example.com/de"


def test_a_visitor_keeps_their_variant_and_it_is_noted(door: Door, location: Tenant) -> None:
    split = [{"id": name, "destination": f"https://example.com/{name}", "weight": 1} for name in ("a", "b")]
    link = published(location, split=split)
    for address in range(30):
        once, again = (where(door.knock(f"/{link.slug}", REMOTE_ADDR=f"203.0.113.{address}")) for _ in range(2))
        assert once == again
    hits = door.hits()
    assert {hit.variant for hit in hits} == {"a", "b"}
    assert all(hit.destination == f"https://example.com/{hit.variant}" for hit in hits)


def test_what_a_visitor_brings_is_passed_on_where_the_link_says_so(door: Door, location: Tenant) -> None:
    link = published(location, destination="https://example.com/ä?x=%C3%A4#top", forward_params=True)
    answer = door.knock(f"/{link.slug}", QUERY_STRING="ref=anna%20b&c=AbCdEfGh12&q=1&x=2")
    assert where(answer) == "https://example.com/%C3%A4?ref=anna%20b&x=2#top"
    assert door.hits()[0].destination == link.destination


@pytest.fixture
def remembered() -> Iterator[list[tuple[int, int, str]]]:
    kept: list[tuple[int, int, str]] = []
    yield kept
    with unscoped("owner", "tests: forget visitors") as db:
        db.execute(text("DELETE FROM first_seen WHERE link_id = ANY(:ids)"), {"ids": [link for _, link, _ in kept]})


def test_a_returning_visitor_is_known_by_what_was_recorded(
    door: Door, location: Tenant, remembered: list[tuple[int, int, str]]
) -> None:
    link = published(location, rules=[AGAIN])
    assert where(door.knock(f"/{link.slug}")) == link.destination
    (hit,) = door.hits()
    remembered.append((location.id, link.id, hit.visitor))
    with unscoped("recorder", "tests: remember a visitor") as db:
        values = {"location": location.id, "link": link.id, "visitor": visitor_number(bytes.fromhex(hit.visitor))}
        db.execute(text("INSERT INTO first_seen VALUES (:location, :link, :visitor, now())"), values)
    assert where(door.knock(f"/{link.slug}")) == "https://example.com/again"
    assert where(door.knock(f"/{link.slug}", REMOTE_ADDR="203.0.113.200")) == link.destination


def test_who_cannot_be_looked_up_is_new(door: Door, location: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    link = published(location, rules=[AGAIN])
    monkeypatch.setattr(door.returning._inquiries, "_quiet_until", float("inf"))
    assert where(door.knock(f"/{link.slug}")) == link.destination


SOON = datetime.now(UTC) + timedelta(hours=1)


@pytest.mark.parametrize("status", [301, 302, 307])
def test_a_link_answers_with_its_own_status_and_a_post_with_303(door: Door, location: Tenant, status: int) -> None:
    link = published(location, redirect_status=status)
    answer = door.knock(f"/{link.slug}")
    assert answer.status == status
    assert answer.headers["Cache-Control"] == ("private, max-age=86400" if status == 301 else "private, no-store")
    posted = door.knock(f"/{link.slug}", "POST")
    assert (posted.status, posted.headers["Cache-Control"]) == (303, "private, no-store")


@pytest.mark.parametrize(
    "fields",
    [
        {"rules": [GERMAN]}, {"rules": [MOBILE]}, {"forward_params": True}, {"expires_at": SOON},
        {"split": [{"destination": f"https://example.com/{n}", "weight": 1} for n in "ab"]},
    ],
)  # fmt: skip
def test_an_answer_that_may_change_is_never_for_good(door: Door, fields: dict[str, Any]) -> None:
    link = published(make_tenant("alice", plan="starter"), redirect_status=301, **fields)
    answer = door.knock(f"/{link.slug}")
    assert (answer.status, answer.headers["Cache-Control"]) == (302, "private, no-store")


def test_an_expired_link_may_lead_elsewhere(door: Door, location: Tenant) -> None:
    past = datetime.now(UTC) - timedelta(hours=1)
    link: Draft = published(
        location, expires_at=past, expired_destination="https://example.com/new", redirect_status=301
    )
    answer = door.knock(f"/{link.slug}")
    assert (answer.status, where(answer)) == (302, "https://example.com/new")
    (hit,) = door.hits()
    assert (hit.outcome, hit.destination) == ("expired", "https://example.com/new")


def test_an_amazon_link_searches_for_each_keyword_by_its_weight(door: Door, location: Tenant) -> None:
    words = [{"text": "red lamp", "weight": 3}, {"text": "lamp", "weight": 1}, {"text": "never", "weight": 0}]
    content = {"asin": "B0ABCDEF12", "marketplace": "amazon.de", "keywords": words}
    link = published(location, kind="amazon", content=content, utm={"source": "sms"})
    found = {where(door.knock(f"/{link.slug}")) for _ in range(60)}
    search = "https://www.amazon.de/s?k={}&hidden-keywords=B0ABCDEF12"
    assert found == {f"{search.format(word)}&utm_source=sms" for word in ("red+lamp", "lamp")}
    assert {hit.destination for hit in door.hits()} == {search.format(word) for word in ("red+lamp", "lamp")}
