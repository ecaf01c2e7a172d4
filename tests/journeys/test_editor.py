"""The editor of what a link can do: rules, a split and a password, refused and accepted at their fields, and kept."""

from __future__ import annotations

import re
import secrets

from playwright.sync_api import FrameLocator, Locator, Page, expect

from plugin.demo import world
from tests.journeys.conftest import open_in_crm

SITE = "https://brightside.example"


def go_to(frame: FrameLocator, part: str) -> None:
    """Open a part of the editor by its tab."""
    frame.get_by_role("navigation", name="Parts of the link").get_by_role("button", name=part).click()


def add_rule(page: Page, form: Locator, frame: FrameLocator, country: str, destination: str) -> None:
    """Put a rule for a country at the end of the list."""
    form.get_by_role("button", name="Add rule").click()
    form.get_by_role("button", name="Choose when it holds").click()
    frame.get_by_role("menuitem", name="Country").click()
    form.get_by_role("combobox", name="Countries").last.fill(country)
    frame.get_by_role("option", name=country).click()
    page.keyboard.press("Escape")
    form.get_by_role("textbox", name="Leads to").last.fill(destination)


def split(form: Locator, weight: str) -> None:
    """Split everyone else between the destination and one more page."""
    form.get_by_role("switch", name="Split everyone else").check()
    form.get_by_role("textbox", name="Destination B").fill(f"{SITE}/video")
    form.get_by_role("textbox", name="Weight of B").fill(weight)


def fault_of(field: Locator) -> Locator:
    """The sentence that a refused field is described by."""
    expect(field).to_have_attribute("aria-invalid", "true")
    described = (field.get_attribute("aria-describedby") or "").split()
    return field.page.frame_locator("iframe").locator(",".join(f"[id='{one}']" for one in described))


def new_link(frame: FrameLocator, title: str) -> Locator:
    """The form of a new link that only lacks what makes it special."""
    frame.get_by_role("button", name="New link").first.click()
    form = frame.get_by_role("form", name="New link")
    form.get_by_role("textbox", name="Destination").fill(f"{SITE}/open-day")
    form.get_by_role("textbox", name="Name").fill(title)
    expect(form.get_by_role("button", name="Add rule")).to_have_count(0)
    return form


def edit_again(page: Page, demo: world.World, title: str) -> FrameLocator:
    """Come back as someone who opens the CRM anew, to the link's editor."""
    frame = open_in_crm(page, demo)
    frame.get_by_role("navigation", name="Main").get_by_role("link", name="Links").click()
    frame.get_by_role("link", name=title).first.click()
    frame.get_by_role("button", name="Edit", exact=True).click()
    return frame


def test_rules_a_split_and_a_password_are_refused_at_their_fields_then_kept(page: Page, demo: world.World) -> None:
    title = f"Rules {secrets.token_hex(3)}"
    frame = open_in_crm(page, demo)
    form = new_link(frame, title)
    go_to(frame, "Routing")
    add_rule(page, form, frame, "Canada", "javascript:alert(1)")
    split(form, "-2")
    go_to(frame, "Protection")
    form.get_by_label("Password", exact=True).fill("open sesame")

    save = frame.get_by_role("button", name="Create link")
    save.click()
    leads = form.get_by_role("textbox", name="Leads to")
    expect(fault_of(leads)).to_contain_text("web address")
    expect(leads).to_be_focused()
    leads.fill(f"{SITE}/ca")
    save.click()
    weight = form.get_by_role("textbox", name="Weight of B")
    expect(fault_of(weight)).to_contain_text("number from 0")
    weight.fill("3")
    save.click()
    frame.get_by_role("button", name="See clicks").click()
    expect(frame.get_by_text("Protected", exact=True).first).to_be_visible()

    frame = edit_again(page, demo, title)
    form = frame.get_by_role("form", name="Edit link")
    expect(form.get_by_role("listitem", name="Rule 1")).to_contain_text("Country is Canada")
    expect(form.get_by_role("img", name="A 25%, B 75%")).to_be_visible()
    expect(form.get_by_text("A password is set")).to_be_visible()
    expect(frame.get_by_role("button", name="Save changes")).to_be_disabled()


def test_rules_move_by_keyboard_and_the_simulator_says_which_answers(page: Page, demo: world.World) -> None:
    title = f"Order {secrets.token_hex(3)}"
    frame = open_in_crm(page, demo)
    form = new_link(frame, title)
    go_to(frame, "Routing")
    add_rule(page, form, frame, "Canada", f"{SITE}/ca")
    form.get_by_role("button", name=re.compile("Country is Canada")).click()
    add_rule(page, form, frame, "Mexico", f"{SITE}/mx")
    form.get_by_role("button", name="Move rule 2 with the arrow keys").press("ArrowUp")
    expect(form.get_by_role("button", name="Move rule 1 with the arrow keys")).to_be_focused()
    expect(form.get_by_role("listitem", name="Rule 1")).to_contain_text("Mexico")
    frame.get_by_role("button", name="Create link").click()
    expect(frame.get_by_role("heading", name="Your link is ready")).to_be_visible()

    frame = edit_again(page, demo, title)
    visitor = frame.get_by_role("form", name="A made-up visitor")
    visitor.get_by_role("combobox", name="Country").fill("Canada")
    frame.get_by_role("option", name="Canada").click()
    visitor.get_by_role("button", name="Try it").click()
    told = visitor.get_by_role("status", name="Where they would go")
    expect(told).to_contain_text("Rule 2 answers: brightside.example/ca")
    expect(told).to_contain_text("Rule 1: The visitor is in CA, not in MX.")
