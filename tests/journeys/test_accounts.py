"""What a company's admin sees: its accounts, the way into one and back, and what ending the connection means."""

from __future__ import annotations

import httpx
import pytest
from playwright.sync_api import Page, expect

from plugin.demo import world
from tests.journeys.test_dashboard import go


@pytest.fixture(scope="module")
def company(demo: world.World) -> world.World:
    """The demo's company installs us for all of its accounts."""
    asked = {"bulk": True, "as_code": True, "redirect_uri": f"{demo.app_url}/oauth/callback"}
    code = httpx.post(f"{demo.crm_url}/_sandbox/tokens", json=asked).json()["code"]
    assert httpx.get(f"{demo.app_url}/oauth/callback", params={"code": code}, timeout=20).status_code == 200
    return demo


def test_a_companys_admin_opens_an_account_from_the_list_and_comes_back(page: Page, company: world.World) -> None:
    page.goto(f"{company.crm_url}/?location=company")
    frame = page.frame_locator("iframe")
    expect(frame.get_by_role("heading", name="All accounts")).to_be_visible()
    frame.get_by_role("searchbox", name="Search accounts").fill("fitness")
    expect(frame.get_by_text("match “fitness”")).to_be_visible()
    frame.get_by_role("button", name="Open Brightside Fitness").press("Enter")
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Maya")
    expect(frame.get_by_role("region", name="Top links").get_by_role("link", name="Summer Pass")).to_be_visible()
    assert frame.locator("body").evaluate("body => body.scrollWidth <= window.innerWidth"), "it scrolls sideways"
    frame.get_by_role("button", name="All accounts").click()
    expect(frame.get_by_role("heading", name="All accounts")).to_be_visible()


def test_a_companys_admin_sees_what_all_accounts_were_clicked_together(page: Page, company: world.World) -> None:
    page.goto(f"{company.crm_url}/?location=company")
    frame = page.frame_locator("iframe")
    clicks = frame.get_by_role("region", name="Clicks of all accounts")
    expect(clicks.get_by_role("figure").first).to_contain_text("click")
    visitors = clicks.get_by_role("button", name="Unique visitors")
    visitors.press("Enter")
    expect(visitors).to_have_attribute("aria-pressed", "true")
    week = clicks.get_by_role("radio", name="7d")
    week.press("Space")
    expect(week).to_be_checked()
    expect(clicks.get_by_text("View as table")).to_be_visible()
    assert frame.locator("body").evaluate("body => body.scrollWidth <= window.innerWidth"), "it scrolls sideways"


def test_disconnecting_says_what_follows_and_can_be_thought_better_of(page: Page, company: world.World) -> None:
    page.goto(f"{company.crm_url}/")
    frame = page.frame_locator("iframe")
    go(frame, "Settings")
    frame.get_by_role("navigation", name="Settings").get_by_role("link", name="Connection").click()
    expect(frame.get_by_role("region", name="Connection with your CRM")).to_contain_text("Connected")
    frame.get_by_role("button", name="Disconnect").click()
    dialog = frame.get_by_role("dialog", name="Disconnect Brightside Fitness?")
    for part in ("What ends", "What stays", "What goes", "Billing"):
        expect(dialog.get_by_role("region", name=part).get_by_role("listitem").first).to_be_visible()
    dialog.get_by_role("button", name="Stay connected").click()
    expect(dialog).to_have_count(0)
