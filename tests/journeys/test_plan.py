"""What staff see of their plan: the way to another one, and that it comes by itself once the CRM has changed it."""

from __future__ import annotations

import httpx
from playwright.sync_api import FrameLocator, Page, expect

from plugin.demo import crm_user, world
from tests.journeys.conftest import open_in_crm
from tests.journeys.test_dashboard import go


def plan_id(demo: world.World, label: str) -> str:
    return str(httpx.get(f"{demo.crm_url}/_sandbox/keys").json()["plans"][label])


def move(demo: world.World, label: str) -> None:
    """What a user does in the CRM's marketplace."""
    account = crm_user.seeded_account(demo.crm_url).location_id
    form = {"resource": account, "plan": plan_id(demo, label)}
    assert httpx.post(f"{demo.crm_url}/installed-apps", data=form).status_code == 303


def pay(demo: world.World, status: str) -> None:
    account = crm_user.seeded_account(demo.crm_url).location_id
    body = {"resource": account, "status": status}
    assert httpx.post(f"{demo.crm_url}/_sandbox/installs/payment", json=body).status_code == 200


def plans(page: Page, demo: world.World) -> FrameLocator:
    frame = open_in_crm(page, demo)
    go(frame, "Settings")
    frame.get_by_role("navigation", name="Settings").get_by_role("link", name="Plan").click()
    return frame


def test_a_larger_plan_is_found_by_its_steps_and_comes_by_itself(page: Page, demo: world.World) -> None:
    move(demo, "Starter")
    frame = plans(page, demo)
    usage = frame.get_by_role("region", name="Plan and usage")
    expect(usage).to_contain_text("Starter", timeout=15_000)
    expect(frame.get_by_role("region", name="Pro")).to_contain_text("Links with a password")
    frame.get_by_role("button", name="Continue to Pro").press("Enter")
    steps = frame.get_by_role("list", name="How to move to Pro")
    expect(steps).to_be_focused()
    opened = steps.get_by_role("link", name="Open")
    expect(opened).to_have_attribute("href", f"{demo.crm_url}/installed-apps")
    expect(opened).to_have_attribute("target", "_blank")
    assert frame.locator("body").evaluate("body => body.scrollWidth <= window.innerWidth"), "it scrolls sideways"
    move(demo, "Pro")
    # It asks by itself every few seconds, and nobody has to reload.
    expect(usage).to_contain_text("Pro", timeout=15_000)
    expect(frame.get_by_role("list", name="How to move to Pro")).to_have_count(0)


def test_a_payment_that_failed_is_told_above_every_screen_until_it_is_settled(page: Page, demo: world.World) -> None:
    pay(demo, "FAILED")
    frame = plans(page, demo)
    expect(frame.get_by_text("Everything goes on until")).to_be_visible(timeout=15_000)
    expect(frame.get_by_role("region", name="Plan and usage")).to_contain_text("Payment due")
    pay(demo, "COMPLETE")
    expect(frame.get_by_text("Everything goes on until")).to_have_count(0, timeout=15_000)
