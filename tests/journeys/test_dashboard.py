"""What staff see: the dashboard in the CRM's frame, from the first look to a link that is made, clicked and deleted."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import httpx
from playwright.sync_api import FrameLocator, Page, expect

from plugin.demo import crm_user, world
from tests.journeys.conftest import open_in_crm

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/137.0.0.0 Safari/537.36"
)


def go(frame: FrameLocator, screen: str) -> None:
    frame.get_by_role("navigation", name="Main").get_by_role("link", name=screen).click()


def test_the_dashboard_opens_inside_the_crm_by_itself(page: Page, demo: world.World) -> None:
    frame = open_in_crm(page, demo)
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Maya")
    expect(frame.get_by_role("button", name="Clicks", exact=False).first).to_be_visible()
    # The month of clicks that the demo begins with may still be on its way through the journal.
    top = frame.get_by_role("region", name="Top links")
    expect(top.get_by_role("link", name="Summer Pass")).to_be_visible(timeout=60_000)
    expect(frame.get_by_role("list", name="Clicks by country")).to_contain_text("United States")
    origins = {urlsplit(url).netloc for url in (demo.app_url, demo.links_url, demo.crm_url)}
    assert len(origins) == 3
    assert any(each.url.startswith(demo.app_url) for each in page.frames)
    assert frame.locator("body").evaluate("body => body.scrollWidth <= window.innerWidth"), "it scrolls sideways"


def test_nothing_of_a_third_party_is_asked_for(page: Page, demo: world.World) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    expect(open_in_crm(page, demo).get_by_role("heading", level=1)).to_contain_text("Maya")
    own = {urlsplit(url).netloc for url in (demo.app_url, demo.crm_url)}
    assert not [url for url in asked if url.startswith("http") and urlsplit(url).netloc not in own]


def test_a_link_is_made_clicked_seen_and_deleted(page: Page, demo: world.World, size: str, scheme: str) -> None:
    account = crm_user.seeded_account(demo.crm_url)
    title, slug, tag = f"Open day {size} {scheme}", f"open-{size}-{scheme}", f"came by {size} {scheme}"
    frame = open_in_crm(page, demo)
    make_link(frame, title, slug, tag)
    short_url = f"{demo.links_url}/{slug}"
    expect(frame.get_by_text(f"/{slug}", exact=False).first).to_be_visible()
    for visitor in range(3):
        headers = {"User-Agent": CHROME, "X-Forwarded-For": f"192.0.2.{visitor}"}
        contact = f"?c={account.contact_ids[1]}" if visitor == 0 else ""
        assert httpx.get(short_url + contact, headers=headers).status_code == 302
    go(frame, "Links")
    frame.get_by_role("link", name=title).first.click()
    expect(frame.get_by_role("heading", level=1)).to_contain_text(title)
    expect(frame.get_by_role("region", name="Total clicks")).to_contain_text("3")
    expect(frame.get_by_role("list", name="Clicks by country")).to_contain_text("United States")
    # What the click causes waits a second for signs of a machine.
    expect(frame.get_by_role("list", name="Recent runs in your CRM")).to_contain_text("Done", timeout=15_000)
    carried = httpx.get(f"{demo.crm_url}/_sandbox/contacts/{account.contact_ids[1]}").json()["contact"]["tags"]
    assert tag in carried
    delete_link(frame, title)
    assert httpx.get(short_url, headers={"User-Agent": CHROME}).status_code == 404


def make_link(frame: FrameLocator, title: str, slug: str, tag: str) -> None:
    frame.get_by_role("button", name="New link").first.click()
    form = frame.get_by_role("form", name="New link")
    form.get_by_role("textbox", name="Destination").fill("https://brightside.example/open-day")
    form.get_by_role("textbox", name="Short link").fill(slug)
    form.get_by_role("textbox", name="Name").fill(title)
    tags = form.get_by_role("combobox", name="Tags in your CRM")
    tags.fill(tag)
    tags.press("Enter")
    frame.get_by_role("button", name="Create link").click()
    # Its own page, with what to copy, once it is made.
    expect(frame.get_by_role("button", name="Create link")).to_have_count(0)


def delete_link(frame: FrameLocator, title: str) -> None:
    go(frame, "Links")
    frame.get_by_role("button", name=f"Actions for {title}").click()
    frame.get_by_role("menuitem", name="Delete").click()
    dialog = frame.get_by_role("dialog")
    expect(dialog).to_contain_text(title)
    dialog.get_by_role("button", name="Delete").click()
    expect(frame.get_by_role("link", name=title)).to_have_count(0)


def test_a_bad_destination_is_told_at_its_field(page: Page, demo: world.World) -> None:
    frame = open_in_crm(page, demo)
    frame.get_by_role("button", name="New link").first.click()
    field = frame.get_by_role("textbox", name="Destination")
    field.fill("ftp://brightside.example/file")
    frame.get_by_role("button", name="Create link").click()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("https"))


def test_the_keyboard_reaches_search_from_anywhere(page: Page, demo: world.World) -> None:
    frame = open_in_crm(page, demo)
    go(frame, "Links")
    search = frame.get_by_role("searchbox", name="Search links")
    expect(search).to_be_visible()
    frame.get_by_role("heading", level=1).click()
    page.keyboard.press("/")
    expect(search).to_be_focused()
    page.keyboard.type("poster")
    expect(frame.get_by_role("link", name="Front desk poster")).to_be_visible()
    expect(frame.get_by_role("link", name="Summer Pass")).to_have_count(0)
