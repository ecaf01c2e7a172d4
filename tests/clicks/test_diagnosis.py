"""Whoever adds a plus to a link sees where it leads before they go, and nothing of it is counted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from plugin.clicks.bucket import MOST_KEPT, Buckets
from plugin.clicks.diagnosis import BURST
from tests.cast import Tenant
from tests.clicks.conftest import Door
from tests.clicks.forms import FORM
from tests.clicks.test_pages import Page, dress
from tests.drafts import published

LATER = datetime.now(UTC) + timedelta(days=1)
EARLIER = datetime.now(UTC) - timedelta(days=1)
GERMAN = {"when": [{"kind": "language", "languages": ["de"]}], "destination": "https://example.com/de"}


@pytest.mark.parametrize("form", ["/{}+", "/{}+/", "//{}+ "])
def test_it_says_where_a_link_leads_and_counts_nothing(door: Door, location: Tenant, form: str) -> None:
    link = published(location, destination="https://example.com/a?b=<i>&c=1", utm={"source": "sms"})
    answer = door.knock(form.format(link.slug), REMOTE_ADDR=f"198.51.100.{len(form)}")
    page = Page(answer)
    assert answer.status == 200
    assert "https://example.com/a?b=<i>&c=1&utm_source=sms" in page.words
    assert [attributes["href"] for tag, attributes in page.tags if tag == "a"] == [f"/{link.slug}"]
    assert answer.headers["X-Robots-Tag"] == "noindex"
    assert "Location" not in answer.headers
    assert door.hits() == []


def test_it_says_that_some_are_sent_elsewhere(door: Door, location: Tenant) -> None:
    page = Page(door.knock(f"/{published(location, rules=[GERMAN]).slug}+", REMOTE_ADDR="198.51.100.30"))
    assert "https://example.com/a" in page.words
    assert "sent elsewhere" in page.words


@pytest.mark.parametrize(
    "fields",
    [
        {"password_hash": "x", "password_version": 1}, {"lead_form": FORM}, {"click_limit": 3}, {"paused": True},
        {"starts_at": LATER}, {"expires_at": LATER}, {"expires_at": EARLIER},
    ],
)  # fmt: skip
def test_of_a_link_with_a_gate_it_names_the_brand_alone(door: Door, location: Tenant, fields: dict[str, Any]) -> None:
    dress(location, {"name": "Bright"})
    link = published(location, destination="https://secret.example/", **fields)
    page = Page(door.knock(f"/{link.slug}+", REMOTE_ADDR="198.51.100.31"))
    assert "Bright" in page.words
    assert "protected" in page.words
    assert "secret" not in page.words


def test_nothing_is_nowhere(door: Door) -> None:
    for path in ("/not-there-at-all+", "/+", "/++"):
        assert door.knock(path).status == 404


def test_one_address_may_look_so_often(door: Door, location: Tenant) -> None:
    link = published(location)
    look = [door.knock(f"/{link.slug}+", REMOTE_ADDR="198.51.100.32") for _ in range(BURST + 1)]
    assert [answer.status for answer in look] == [200] * BURST + [429]
    assert int(look[-1].headers["Retry-After"]) > 0
    assert door.knock(f"/{link.slug}+", REMOTE_ADDR="198.51.100.33").status == 200
    assert door.knock(f"/{link.slug}", REMOTE_ADDR="198.51.100.32").status == 302


def test_a_bucket_fills_again_and_few_are_kept() -> None:
    now = [0.0]
    buckets = Buckets(2, 10.0, clock=lambda: now[0])
    assert [buckets.take("a") for _ in range(3)] == [True, True, False]
    now[0] = 10.0
    assert [buckets.take("a") for _ in range(2)] == [True, False]
    now[0] = 1_000.0
    assert [buckets.take("a") for _ in range(3)] == [True, True, False]
    for number in range(MOST_KEPT + 5):
        buckets.take(str(number))
    assert len(buckets._full_at) == MOST_KEPT
