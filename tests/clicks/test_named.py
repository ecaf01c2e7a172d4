"""A link that asks for its contact's tags: right at the first click, by our copy alone, and quick to give up."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from plugin.contacts import tokens, verbs
from plugin.contacts.merge import news_of
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks.conftest import Door
from tests.drafts import published

JO = "jo0000000000"
VIP = {"when": [{"kind": "contact", "tags": ["VIP"]}], "destination": "https://example.com/vip"}


def told(owner: Tenant, **said: Any) -> None:
    with tenant(owner.id) as db:
        verbs.know(db, JO, news_of(datetime.now(UTC), said))


def where(door: Door, slug: str, query: str = f"c={JO}") -> str:
    return door.knock(f"/{slug}", QUERY_STRING=query).headers["Location"]


def test_a_contact_with_the_tag_is_sent_elsewhere_from_the_first_click_on(door: Door, location: Tenant) -> None:
    link = published(location, rules=[VIP])
    assert where(door, link.slug) == link.destination
    told(location, tags=["Vip"])
    assert where(door, link.slug) == "https://example.com/vip"
    assert where(door, link.slug, f"c={JO}x") == link.destination
    assert where(door, link.slug, "") == link.destination
    told(location, tags=["new"])
    assert where(door, link.slug) == link.destination


def test_a_deleted_contact_has_no_tags(door: Door, location: Tenant) -> None:
    link = published(location, rules=[VIP])
    told(location, tags=["vip"])
    with tenant(location.id) as db:
        assert verbs.forget(db, JO, datetime.now(UTC))
    assert where(door, link.slug) == link.destination


def test_a_rival_s_contact_opens_nothing(door: Door, location: Tenant, rival: Tenant) -> None:
    link = published(location, rules=[VIP])
    told(rival, tags=["vip"])
    with tenant(rival.id) as db:
        token = tokens.token_of_contact(db, link.id, JO)
    assert where(door, link.slug) == link.destination
    assert where(door, link.slug, f"c={token}") == link.destination


def test_a_token_stands_for_its_contact(door: Door, location: Tenant) -> None:
    link = published(location, rules=[VIP])
    told(location, tags=["vip"])
    with tenant(location.id) as db:
        token = tokens.token_of_contact(db, link.id, JO)
    assert where(door, link.slug, f"c={token}") == "https://example.com/vip"
    assert where(door, link.slug, f"c={token[::-1]}") == link.destination


def test_who_cannot_be_looked_up_has_no_tags(door: Door, location: Tenant, monkeypatch: pytest.MonkeyPatch) -> None:
    link = published(location, rules=[VIP])
    told(location, tags=["vip"])
    monkeypatch.setattr(door.named._inquiries, "_quiet_until", float("inf"))
    assert where(door, link.slug) == link.destination


def test_only_a_link_with_such_a_rule_and_a_visitor_with_a_name_is_asked_about(
    door: Door, location: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    link, plain = published(location, rules=[VIP]), published(location, forward_params=True)
    asked: list[object] = []
    monkeypatch.setattr(door.named._inquiries, "ask", asked.append)
    where(door, plain.slug)
    where(door, link.slug, "")
    assert asked == []
    assert where(door, link.slug) == link.destination
    assert len(asked) == 1
