"""What visitors see when there is nothing to send them to, on phones and desktops, light and dark."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import httpx
from playwright.sync_api import Browser, Page, expect

from plugin.demo import crm_user, world
from tests.journeys.conftest import SIZES


def visit(browser: Browser, url: str, size: str, scheme: str) -> Page:
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    page.goto(url)
    return page


def test_an_unknown_link_says_so_kindly(browser: Browser, demo: world.World, size: str, scheme: str) -> None:
    asked: list[str] = []
    page = visit(browser, f"{demo.links_url}/no-such-link", size, scheme)
    page.on("request", lambda request: asked.append(request.url))
    expect(page.get_by_role("heading", level=1)).to_contain_text("find this link")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert all(url.startswith(demo.links_url) for url in asked)
    page.context.close()


def test_a_link_that_ended_says_so(browser: Browser, demo: world.World, size: str, scheme: str) -> None:
    staff = crm_user.open_app(demo.app_url, demo.crm_url, crm_user.seeded_account(demo.crm_url))
    soon = (datetime.now(UTC) + timedelta(seconds=1)).isoformat()
    body = {"destination": "https://brightside.example/over", "expires_at": soon}
    link = staff.call("POST", "/api/links", json=body)
    staff.http.close()
    while httpx.get(link["short_url"]).status_code == httpx.codes.FOUND:
        time.sleep(0.05)
    page = visit(browser, link["short_url"], size, scheme)
    expect(page.get_by_role("heading", level=1)).to_contain_text("ended")
    expect(page.locator("body")).to_contain_text("Brightside")
    page.context.close()
