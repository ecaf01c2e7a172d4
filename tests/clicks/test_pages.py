"""The pages that visitors meet instead of a destination: in the tenant's colours, and nothing from anywhere else."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy import text

from plugin.clicks.terms import NEUTRAL, PRIMARY, brand_from
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks.conftest import Answer, Door
from tests.drafts import published


class Page(HTMLParser):
    """What a browser would fetch or run of a page, and what a person would read."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.words = ""
        self.feed(answer.body.decode())

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.words += data


def dress(location: Tenant, brand: dict[str, Any]) -> None:
    with tenant(location.id) as db:
        db.execute(text("UPDATE terms SET brand = cast(:brand AS jsonb)"), {"brand": json.dumps(brand)})


def test_a_page_wears_its_tenants_brand(door: Door, location: Tenant) -> None:
    logo = "https://pictures.example/logo.png"
    dress(location, {"name": "Bright & <b>Side", "logo_url": logo, "colors": {"primary": "#EA580C"}})
    answer = door.knock(f"/{published(location, paused=True).slug}")
    page = Page(answer)
    assert "Bright & <b>Side" in page.words
    assert "#ea580c" in page.words
    assert [attributes["src"] for tag, attributes in page.tags if tag == "img"] == [logo]
    assert "img-src https://pictures.example;" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/nothing-there", "/"])
def test_a_page_asks_for_nothing_from_elsewhere_and_runs_nothing(door: Door, path: str) -> None:
    answer = door.knock(path)
    page = Page(answer)
    policy = answer.headers["Content-Security-Policy"]
    (style,) = [attributes for tag, attributes in page.tags if tag == "style"]
    assert f"style-src 'nonce-{style['nonce']}'" in policy
    assert "default-src 'none'" in policy
    assert "img-src 'none'" in policy
    assert not {tag for tag, _ in page.tags} & {"script", "link", "iframe", "img", "form", "object"}
    assert not [name for _, attributes in page.tags for name in attributes if re.match(r"on|style|src", name)]
    assert "url(" not in page.words
    assert len(answer.body) < 15_000
    assert "Set-Cookie" not in answer.headers
    assert answer.headers["Cache-Control"] == "private, no-store"


def test_a_stray_is_shown_what_was_asked_for_as_text(door: Door) -> None:
    page = Page(door.knock("/<script>alert(1)</script>Ã¼"))
    assert "s.example/<script>alert(1)</script>ü" in page.words
    assert "script" not in {tag for tag, _ in page.tags}


@pytest.mark.parametrize(
    "published_brand",
    [
        {},
        {"name": 7, "logo_url": "http://x.example/a.png", "colors": {"primary": "red;}"}},
        {"logo_url": "javascript:alert(1)", "colors": "blue"},
        {"logo_url": "https://x.example;script-src *//a.png"},
        {"logo_url": "https://[x"},
    ],
)
def test_of_a_brand_only_what_is_safe_to_show_is_shown(published_brand: dict[str, Any]) -> None:
    brand = brand_from(published_brand)
    assert (brand.name, brand.logo_url, brand.primary) == ("", None, PRIMARY)
    assert brand == NEUTRAL


def test_a_page_for_when_we_cannot_tell_says_when_to_try_again(door: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(door.app._book, "_down_until", float("inf"))
    answer = door.knock("/never-asked-before")
    assert (answer.status, answer.headers["Retry-After"]) == (503, "2")


def test_robots_and_icons_are_answered_cheaply(door: Door) -> None:
    assert door.knock("/robots.txt").body.startswith(b"User-agent: *")
    assert door.knock("/favicon.ico").status == 204
