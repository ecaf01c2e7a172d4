"""A link with pixels in a real browser: it loads them where it may, and moves on whatever becomes of them."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from tests.journeys.conftest import SIZES
from tests.journeys.test_gates import destination, gated, staff

__all__ = ["destination", "gated", "staff"]
# A headless browser says that it is one, and machines are sent on at once.
AGENT = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0.0.0 Safari/537.36"
SHOTS = os.environ.get("JOURNEY_SHOTS", "")
PIXELS = [
    {"kind": "meta", "id": "123456789012345"},
    {"kind": "google", "id": "G-AB12CD34EF"},
    {"kind": "tiktok", "id": "C1234567890ABCDEFGHI"},
    {"kind": "linkedin", "id": "123456"},
    {"kind": "pinterest", "id": "2612345678901"},
    {"kind": "x", "id": "o1abc"},
]
SCRIPTS = {
    "https://connect.facebook.net/en_US/fbevents.js",
    "https://www.googletagmanager.com/gtag/js?id=G-AB12CD34EF",
    "https://analytics.tiktok.com/i18n/pixel/events.js?sdkid=C1234567890ABCDEFGHI&lib=ttq",
    "https://snap.licdn.com/li.lms-analytics/insight.min.js",
    "https://s.pinimg.com/ct/core.js",
    "https://static.ads-twitter.com/uwt.js",
}


class Networks:
    """The networks as the browser meets them: what was loaded of them, and whether they answer."""

    def __init__(self, context: BrowserContext) -> None:
        self.loaded: list[str] = []
        self.answers = True
        self.refused: list[str] = []
        context.route(lambda url: url.startswith("https://"), self.meet)
        context.on("console", lambda message: self.refused.append(message.text) if message.type == "error" else None)

    def meet(self, route: Route) -> None:
        self.loaded.append(route.request.url)
        if self.answers:
            route.fulfill(content_type="text/javascript", body="window.loaded = (window.loaded || 0) + 1;")


@pytest.fixture(params=list(SIZES))
def context(browser: Browser, request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    width, height = SIZES[request.param]
    made = browser.new_context(viewport={"width": width, "height": height}, user_agent=AGENT)
    yield made
    made.close()


@pytest.fixture
def networks(context: BrowserContext) -> Networks:
    return Networks(context)


@pytest.fixture
def page(context: BrowserContext, networks: Networks) -> Page:
    return context.new_page()


def test_it_loads_every_networks_script_and_moves_on(
    page: Page, networks: Networks, gated: Callable[..., str], destination: str
) -> None:
    page.goto(gated(pixels=PIXELS))
    page.wait_for_url(destination)
    assert set(networks.loaded) == SCRIPTS
    assert not networks.refused


def test_it_moves_on_where_no_network_answers(
    page: Page, networks: Networks, gated: Callable[..., str], destination: str
) -> None:
    networks.answers = False
    page.goto(gated(pixels=PIXELS), wait_until="commit")
    page.wait_for_url(destination)


def test_a_network_that_never_answers_holds_nobody_up_for_longer_than_a_second(
    page: Page, networks: Networks, gated: Callable[..., str], destination: str
) -> None:
    link = gated(pixels=PIXELS)
    page.route(link, without_refresh)
    page.clock.install(time=0)
    page.clock.pause_at(1000)
    networks.answers = False
    page.goto(link, wait_until="commit")
    # Its own clock stands still, and nothing but its script could send this page on.
    expect(page.get_by_role("link")).to_be_visible()
    page.clock.run_for(1000)
    page.wait_for_url(destination)
    assert set(networks.loaded) == SCRIPTS


def without_refresh(route: Route) -> None:
    """The page without what sends on those whose browser runs no scripts."""
    answer = route.fetch()
    body, times = re.subn(r'<meta http-equiv="refresh"[^>]*>', "", answer.text())
    assert times == 1
    route.fulfill(response=answer, body=body)


def test_it_moves_on_without_scripts(browser: Browser, gated: Callable[..., str], destination: str) -> None:
    context = browser.new_context(java_script_enabled=False, user_agent=AGENT)
    try:
        page = context.new_page()
        page.goto(gated(pixels=PIXELS))
        page.wait_for_url(destination)
    finally:
        context.close()


@pytest.mark.parametrize(("choice", "loaded"), [("Allow and go on", SCRIPTS), ("Go on without", set())])
def test_where_it_asks_first_either_answer_moves_on(
    *, page: Page, networks: Networks, gated: Callable[..., str], destination: str, choice: str, loaded: set[str]
) -> None:
    page.goto(gated(pixels=PIXELS, pixel_consent=True))
    expect(page.get_by_role("heading")).to_have_text("Before you go on")
    assert not networks.loaded
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"consent-{page.viewport_size and page.viewport_size['width']}.png")
    page.get_by_role("link", name=choice).click()
    page.wait_for_url(destination)
    assert set(networks.loaded) == loaded
