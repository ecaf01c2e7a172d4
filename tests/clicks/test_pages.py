"""The pages that visitors meet instead of a destination: in the tenant's colours, and nothing from anywhere else."""

from __future__ import annotations

import dataclasses
import html
import json
import re
from datetime import UTC, datetime
from html.parser import HTMLParser
from typing import Any

import pytest
from sqlalchemy import text

from plugin.app import create_clicks
from plugin.clicks.show import show
from plugin.clicks.terms import NEUTRAL, PRIMARY, brand_from
from plugin.clicks.words import LANGUAGES, words_for
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks.conftest import Answer, Door
from tests.clicks.forms import post
from tests.clicks_world import CHROME
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


MANY_FIELDS: dict[str, Any] = {
    "headline": "H" * 120,
    "fields": [{"name": f"f{n}", "label": "L" * 80, "kind": "text", "required": True} for n in range(8)],
    "consent_text": "C" * 500,
    "button": "B" * 40,
}
MOMENTS = {"starts_at": datetime(2100, 1, 1, tzinfo=UTC), "expires_at": datetime(2026, 9, 21, tzinfo=UTC)}
PAGES: dict[str, dict[str, Any]] = {
    "paused": {"paused": True},
    "starts": {"starts_at": MOMENTS["starts_at"]},
    "expired": {"expires_at": MOMENTS["expires_at"]},
    "password": {"password_hash": "x", "password_version": 1},
    "lead": {"lead_form": MANY_FIELDS},
    "passing": {"pixels": [{"kind": "meta", "id": "123456789012345"}]},
    "consent": {"pixels": [{"kind": "meta", "id": "123456789012345"}], "pixel_consent": True},
    "diagnostic": {},
    "unknown": {},
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("kind", PAGES)
def test_each_page_is_small_strict_and_in_its_readers_language(
    door: Door, location: Tenant, kind: str, lang: str
) -> None:
    link = published(location, **PAGES[kind])
    path = {"diagnostic": f"/{link.slug}+", "unknown": f"/{link.slug}0"}.get(kind, f"/{link.slug}")
    answer = door.knock(path, HTTP_ACCEPT_LANGUAGE=f"xx, {lang};q=0.5", HTTP_USER_AGENT=CHROME)
    page, policy = Page(answer), answer.headers["Content-Security-Policy"]
    assert ("html", {"lang": lang}) in page.tags
    expected = MANY_FIELDS["headline"] if kind == "lead" else words_for(lang)(f"{kind}.title")
    assert expected in page.words
    assert len(answer.body) < 15_000
    assert policy.startswith("default-src 'none'; ")
    assert "base-uri 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert len([tag for tag, _ in page.tags if tag == "h1"]) == len([tag for tag, _ in page.tags if tag == "main"]) == 1
    assert not [name for _, attributes in page.tags for name in attributes if re.match(r"on[a-z]|style$", name)]


@pytest.mark.parametrize("kind", ["busy", "many", "too_large", "capped", "suspended", "unavailable", "home"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_pages_of_rare_moments_are_as_small_and_strict(settings: Settings, kind: str, lang: str) -> None:
    with create_clicks(settings).test_request_context("/", headers={"Accept-Language": lang}):
        answer = show(kind, 503, NEUTRAL, retry_s=7)
    assert words_for(lang)(f"{kind}.text") in html.unescape(answer.get_data(as_text=True))
    assert f'<html lang="{lang}">' in answer.get_data(as_text=True)
    assert len(answer.get_data()) < 15_000
    assert "form-action 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Retry-After"] == "7"


@pytest.mark.parametrize(("reader", "lines"), [("", []), ("abuse@links.example", ["abuse@links.example"])])
def test_a_page_can_be_reported_to_whoever_reads_such_mail(settings: Settings, reader: str, lines: list[str]) -> None:
    app = create_clicks(dataclasses.replace(settings, support_email=reader))
    with app.test_request_context("/sale%22?x=1", headers={"Host": "s.example"}):
        page = Page(Answer(404, {}, show("unknown", 404, NEUTRAL, host="s.example", asked="sale").get_data()))
    links = [attributes["href"] or "" for tag, attributes in page.tags if tag == "a"]
    assert [link.removeprefix("mailto:").partition("?")[0] for link in links] == lines
    assert all(link.endswith("?subject=s.example/sale%22") for link in links)


def test_a_filled_in_form_with_a_fault_in_each_field_is_small_too(door: Door, location: Tenant) -> None:
    fields = {f"f{n}": "x" * 2_000 for n in range(8)}
    answer = post(door, published(location, lead_form=MANY_FIELDS), fields, HTTP_ACCEPT_LANGUAGE="de")
    assert (answer.status, answer.body.count(b"aria-invalid")) == (422, 9 + answer.body.count(b"[aria-invalid"))
    assert len(answer.body) < 15_000


def test_a_page_names_the_day(door: Door, location: Tenant) -> None:
    ended = Page(door.knock(f"/{published(location, expires_at=MOMENTS['expires_at']).slug}"))
    assert "It closed on September 21, 2026." in ended.words
    early = published(location, starts_at=MOMENTS["starts_at"])
    told = Page(door.knock(f"/{early.slug}", HTTP_ACCEPT_LANGUAGE="de"))
    assert "Er öffnet am 1. Januar 2100, 00:00 Uhr UTC." in told.words


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
