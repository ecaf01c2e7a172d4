"""What marketers ask of clicks: live, by any days, narrowed by a press, taken away as a file, down to what followed."""

from __future__ import annotations

import contextlib
import csv
import re
import secrets
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
from playwright.sync_api import Download, FrameLocator, Locator, Page, expect

from plugin.demo import crm_user, world
from tests.journeys.conftest import open_in_crm
from tests.journeys.test_dashboard import CHROME, go

SITE = "https://brightside.example"
# What a screen reader would find without a name.
NAMELESS = """body => [...body.querySelectorAll('button, a[href], input:not([type=hidden]), select, [role=img]')]
    .filter(one => one.getClientRects().length && !one.closest('[aria-hidden=true]'))
    .filter(one => !(one.getAttribute('aria-label') || one.getAttribute('aria-labelledby') || one.textContent.trim()
        || one.labels?.length || one.title))
    .map(one => one.outerHTML.slice(0, 200))"""


def a_link(demo: world.World, **fields: object) -> dict[str, str]:
    """A link of the demo's account, made through its API."""
    staff = crm_user.open_app(demo.app_url, demo.crm_url, crm_user.seeded_account(demo.crm_url))
    with contextlib.closing(staff.http):
        made: dict[str, str] = staff.call("POST", "/api/links", json={"destination": f"{SITE}/open-day", **fields})
    return made


def click(link: dict[str, str], visitor: int = 1, **query: str) -> str:
    """One click from a place in the demo's atlas; gives where it led."""
    headers = {"User-Agent": CHROME, "X-Forwarded-For": f"192.0.2.{visitor}"}
    answer = httpx.get(link["short_url"], params=query, headers=headers)
    assert answer.status_code == 302
    return str(answer.headers["location"])


def open_report(page: Page, demo: world.World, title: str) -> FrameLocator:
    frame = open_in_crm(page, demo)
    go(frame, "Links")
    frame.get_by_role("link", name=title).first.click()
    expect(frame.get_by_role("heading", level=1)).to_contain_text(title)
    return frame


def number(card: Locator) -> int:
    found = re.search(r"[\d,]+", card.inner_text())
    assert found
    return int(found[0].replace(",", ""))


def rows_of(download: Download) -> list[dict[str, str]]:
    with Path(download.path()).open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def is_sound(frame: FrameLocator) -> None:
    """Nothing scrolls sideways, and whatever can be pressed has a name."""
    body = frame.locator("body")
    assert body.evaluate("body => body.scrollWidth <= window.innerWidth"), "it scrolls sideways"
    assert body.evaluate(NAMELESS) == []


def test_a_click_shows_up_by_itself(page: Page, demo: world.World) -> None:
    link = a_link(demo, title=f"Live {secrets.token_hex(3)}")
    frame = open_report(page, demo, link["title"])
    feed, clicks = frame.get_by_role("list", name="New clicks"), frame.get_by_role("region", name="Total clicks")
    expect(clicks).to_contain_text("0")
    click(link)
    expect(feed.get_by_role("listitem")).to_have_count(1)
    expect(feed).to_contain_text("Someone opened this link")
    expect(clicks).to_contain_text("1")
    expect(frame.get_by_text("Last click")).to_be_visible()
    click(link, c=crm_user.seeded_account(demo.crm_url).contact_ids[2])
    expect(feed.get_by_role("listitem")).to_have_count(2)
    expect(feed).to_contain_text("A known contact")
    expect(frame.get_by_role("region", name="Unique people")).to_contain_text("1")
    is_sound(frame)


def test_a_press_narrows_everything_and_a_chip_widens_it_again(page: Page, demo: world.World) -> None:
    frame = open_in_crm(page, demo)
    everything = frame.get_by_role("button", name="Clicks", exact=False).first
    countries = frame.get_by_role("list", name="Clicks by country")
    expect(countries).to_contain_text("France")
    before = number(everything)
    frame.get_by_role("button", name=re.compile("^France")).click()
    frame.get_by_role("list", name="Clicks by device").get_by_role("button", name=re.compile("^Phone")).click()
    chips = frame.get_by_role("list", name="Only these clicks")
    expect(chips).to_contain_text("Country: France")
    expect(chips).to_contain_text("Device: Phone")
    expect(countries.get_by_role("listitem")).to_have_count(1)
    expect(frame.get_by_role("list", name="Clicks by destination")).to_contain_text("brightside.example")
    assert number(everything) < before
    frame.get_by_role("radio", name="Cities").check()
    expect(frame.get_by_role("list", name="Clicks by city")).to_contain_text("Paris")
    is_sound(frame)
    frame.get_by_role("button", name="Country: France, remove").press("Enter")
    frame.get_by_role("button", name="Device: Phone, remove").press("Enter")
    expect(chips).to_have_count(0)


def test_days_of_ones_own_are_shown_refused_and_clipped_in_words(page: Page, demo: world.World) -> None:
    frame = open_in_crm(page, demo)
    expect(frame.get_by_role("radio", name="Week")).to_be_visible()
    frame.get_by_role("radio", name="7d").check()
    frame.get_by_role("radio", name="Hour", exact=True).check()
    expect(frame.get_by_text("was the busiest hour")).to_be_visible()
    frame.get_by_role("radio", name="UTC", exact=True).check()
    expect(frame.get_by_text("Days begin at midnight, UTC.")).to_be_attached()
    frame.get_by_role("button", name="Custom").click()
    form = frame.get_by_role("form", name="Days of your own")
    last = form.get_by_label("Last day").input_value()
    form.get_by_label("First day").fill("1026-01-01")
    form.get_by_role("button", name="Show").click()
    expect(form.get_by_label("Last day")).to_have_accessible_description("Choose at most 800 days.")
    form.get_by_label("First day").fill(f"{int(last[:4]) - 2}-12-31")
    form.get_by_role("button", name="Show").click()
    expect(frame.get_by_text("Pro shows the last 365 days, so this begins on")).to_be_visible()
    is_sound(frame)


def test_what_is_shown_is_taken_away_as_a_file(page: Page, demo: world.World) -> None:
    link = a_link(demo, title=f"Export {secrets.token_hex(3)}")
    for visitor in range(3):
        click(link, visitor, utm_campaign="=1+1")
    frame = open_report(page, demo, link["title"])
    expect(frame.get_by_role("region", name="Total clicks")).to_contain_text("3")
    frame.get_by_role("button", name="Export", exact=True).click()
    dialog = frame.get_by_role("dialog", name="Export")
    dialog.get_by_role("button", name="Export as CSV").click()
    with page.expect_download() as waiting:
        dialog.get_by_role("button", name=re.compile("^Download clicks-")).first.click()
    made = rows_of(waiting.value)
    assert [row["link"] for row in made] == [link["title"]] * 3
    assert {row["utm_campaign"] for row in made} == {"'=1+1"}
    dialog.get_by_role("combobox", name="What").click()
    frame.get_by_role("option", name="Countries").click()
    with page.expect_download() as waiting:
        dialog.get_by_role("button", name="Export as CSV").click()
    assert sum(int(row["clicks"]) for row in rows_of(waiting.value)) == len(made)
    expect(dialog.get_by_role("list", name="Kept exports")).to_contain_text("kept until")
    dialog.get_by_role("button", name=re.compile("^Remove clicks-")).first.click()
    dialog.get_by_role("button", name="Close").click()
    expect(dialog).to_have_count(0)


def test_what_followed_a_click_is_told_by_the_customers_site_and_seen(page: Page, demo: world.World) -> None:
    title = f"Funnel {secrets.token_hex(3)}"
    link = a_link(demo, title=title)
    frame = open_report(page, demo, title)
    frame.get_by_role("button", name="Edit", exact=True).click()
    frame.get_by_role("button", name="Conversions").click()
    frame.get_by_role("switch", name="Add the click").check()
    frame.get_by_role("button", name="Save changes").click()
    expect(frame.get_by_role("region", name="Total clicks")).to_be_visible()
    go(frame, "Settings")
    frame.get_by_role("navigation", name="Settings").get_by_role("link", name="Conversions").click()
    pixel = frame.get_by_label("The pixel", exact=True).inner_text()
    address = re.search(r"'(http[^']+click=)'", pixel)
    assert address

    named = parse_qs(urlsplit(click(link)).query)["sl_click"][0]
    click(link, 2)
    assert httpx.get(address[1] + named, headers={"User-Agent": CHROME}).headers["content-type"] == "image/gif"
    go(frame, "Links")
    frame.get_by_role("link", name=title).first.click()
    steps = frame.get_by_role("list", name="From sent to converted")
    expect(steps).to_contain_text("50.0% of who clicked")
    frame.get_by_role("textbox", name="How many did you send it to?").fill("4")
    expect(steps).to_contain_text("50.0% of those")
    is_sound(frame)


def test_the_secret_is_shown_once_and_a_new_one_asks_first(page: Page, demo: world.World) -> None:
    frame = open_in_crm(page, demo)
    go(frame, "Settings")
    frame.get_by_role("navigation", name="Settings").get_by_role("link", name="Conversions").click()
    make = frame.get_by_role("button", name=re.compile("Make a secret|Make a new one"))
    first = make.inner_text() == "Make a secret"
    make.click()
    if not first:
        frame.get_by_role("dialog").get_by_role("button", name="Make a new secret").click()
    expect(frame.get_by_label("The new secret", exact=True)).to_contain_text("slc_")
    expect(frame.get_by_label("A signed call", exact=True)).to_contain_text("Smartlinks-Signature")
    is_sound(frame)
    go(frame, "Home")
    go(frame, "Settings")
    frame.get_by_role("navigation", name="Settings").get_by_role("link", name="Conversions").click()
    expect(frame.get_by_text("Made ")).to_be_visible()
    expect(frame.get_by_label("The new secret", exact=True)).to_have_count(0)


def test_a_contacts_own_clicks_open_beside_the_report(page: Page, demo: world.World) -> None:
    contact = crm_user.seeded_account(demo.crm_url).contact_ids[3]
    link = a_link(demo, title=f"Known {secrets.token_hex(3)}")
    click(link, c=contact)
    frame = open_report(page, demo, link["title"])
    frame.get_by_role("list", name="Top contacts").get_by_role("button").first.press("Enter")
    expect(frame.get_by_role("list", name="Their clicks")).to_contain_text(link["title"])
    page.keyboard.press("Escape")
    expect(frame.get_by_role("dialog")).to_have_count(0)
    expect(frame.get_by_role("list", name="Top contacts").get_by_role("button").first).to_be_focused()


def test_a_campaign_has_a_report_of_its_own_links(page: Page, demo: world.World) -> None:
    frame = open_in_crm(page, demo)
    go(frame, "Campaigns")
    frame.get_by_role("button", name="Actions for Summer 2026").click()
    frame.get_by_role("menuitem", name="See clicks").click()
    expect(frame.get_by_role("heading", level=1)).to_contain_text("Summer 2026")
    top = frame.get_by_role("region", name="Top links")
    expect(top.get_by_role("listitem")).to_have_count(1)
    expect(top).to_contain_text("Summer Pass")
    is_sound(frame)
