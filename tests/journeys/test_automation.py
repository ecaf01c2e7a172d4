"""What clicks do in the CRM, as staff choose and see it: switches, a link's own word, what failed and another try."""

from __future__ import annotations

import re

import httpx
from playwright.sync_api import FrameLocator, Page, expect

from plugin.demo import crm_user, world
from tests.journeys.conftest import open_in_crm
from tests.journeys.test_dashboard import CHROME, go


def what_clicks_do(page: Page, demo: world.World) -> FrameLocator:
    frame = open_in_crm(page, demo)
    go(frame, "Automation")
    frame.get_by_role("navigation", name="Automation").get_by_role("link", name="What clicks do").click()
    return frame


def test_a_switch_is_kept_and_a_link_says_otherwise(page: Page, demo: world.World) -> None:
    frame = what_clicks_do(page, demo)
    notes = frame.get_by_role("switch", name="Write notes")
    was = notes.is_checked()
    notes.press("Space")
    expect(frame.get_by_text("Saved")).to_be_visible()
    expect(notes).to_be_checked(checked=not was)
    go(frame, "Links")
    frame.get_by_role("link", name="Summer Pass").first.click()
    frame.get_by_role("button", name="Edit").or_(frame.get_by_role("link", name="Edit")).first.click()
    form = frame.get_by_role("form", name="Edit link")
    note = form.get_by_role("combobox", name="Write a note").or_(form.get_by_role("textbox", name="Write a note")).first
    expect(note).to_have_value(f"As in the account ({'off' if was else 'on'})")
    workflow = form.get_by_role("combobox", name="Start a workflow").or_(
        form.get_by_role("textbox", name="Start a workflow")
    )
    workflow.first.click()
    expect(frame.get_by_role("option").first).to_be_visible()
    assert frame.locator("body").evaluate("body => body.scrollWidth <= window.innerWidth"), "it scrolls sideways"


def test_what_failed_is_seen_with_its_reason_and_tried_again(
    page: Page, demo: world.World, size: str, scheme: str
) -> None:
    account = crm_user.seeded_account(demo.crm_url)
    contact = httpx.post(
        f"{demo.crm_url}/_sandbox/contacts", json={"location_id": account.location_id, "firstName": f"{size} {scheme}"}
    ).json()["contact"]["id"]
    fault = {"path": f"/contacts/{contact}", "status": 400, "message": "Contact is locked", "count": 1}
    httpx.post(f"{demo.crm_url}/_sandbox/faults", json=fault)
    frame = open_in_crm(page, demo)
    assert httpx.get(f"{demo.links_url}/summer?c={contact}", headers={"User-Agent": CHROME}).status_code == 302
    go(frame, "Automation")
    # By name, or by id as long as the CRM has not been asked who that is.
    whom = re.compile(f"{contact}|{size} {scheme}")
    row = frame.get_by_role("list", name="What clicks did in your CRM").get_by_role("listitem").filter(has_text=whom)
    expect(row.first).to_contain_text("Contact is locked", timeout=20_000)
    row.first.get_by_role("button", name="Try again").click()
    expect(row.first).to_contain_text("Done", timeout=20_000)
