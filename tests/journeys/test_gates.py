"""What visitors are asked before they go on: a password, a form; on phones and desktops, light and dark."""

from __future__ import annotations

import os
import re
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from plugin.demo import crm_user, world
from plugin.demo.crm_user import Staff
from tests.journeys.test_public_pages import visit

SHOTS = os.environ.get("JOURNEY_SHOTS", "")
PASSWORD = "Open, Sesame"
FORM = {
    "headline": "Get your Summer Pass",
    "fields": [
        {"name": "first", "label": "First name", "kind": "name", "required": True},
        {"name": "email", "label": "Email", "kind": "email", "required": True},
        {"name": "phone", "label": "Phone", "kind": "phone"},
    ],
    "consent_text": "I agree to get messages about classes and offers. I can stop any time.",
    "button": "Show me the pass",
}


@pytest.fixture(scope="module")
def staff(demo: world.World) -> Iterator[Staff]:
    signed_in = crm_user.open_app(demo.app_url, demo.crm_url, crm_user.seeded_account(demo.crm_url))
    yield signed_in
    signed_in.http.close()


class Arrived(BaseHTTPRequestHandler):
    """A page to arrive at, with no icon to ask for."""

    def do_GET(self) -> None:
        body = b'<!doctype html><link rel="icon" href="data:,"><title>Arrived</title>'
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_words: object) -> None:
        """Nothing: the test looks at what the browser shows."""


@pytest.fixture(scope="module")
def destination() -> Iterator[str]:
    with ThreadingHTTPServer(("127.0.0.1", 0), Arrived) as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/pass"
        server.shutdown()
        thread.join()


@pytest.fixture
def gated(staff: Staff, destination: str) -> Callable[..., str]:
    def make(**fields: Any) -> str:
        made = staff.call("POST", "/api/links", json={"destination": destination, **fields})
        return str(made["short_url"])

    return make


def shoot(page: Page, name: str, size: str, scheme: str) -> None:
    if SHOTS:
        page.screenshot(path=Path(SHOTS) / f"{name}-{size}-{scheme}.png")


def fits_the_window(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))


def test_a_password_is_asked_for_told_and_remembered(
    page: Page, demo: world.World, gated: Callable[..., str], size: str, scheme: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    url = gated(password=PASSWORD)
    page.goto(url)
    field = page.get_by_label("Password")
    expect(page.get_by_role("heading", level=1)).to_have_text("This link needs a password")
    expect(field).to_be_focused()
    shoot(page, "password", size, scheme)
    page.keyboard.press("Enter")
    expect(field).to_have_accessible_description(re.compile("Type the password first"))
    assert fits_the_window(page)
    assert all(each.startswith(demo.links_url) for each in asked)
    field.fill(PASSWORD)
    page.keyboard.press("Enter")
    expect(page).to_have_title("Arrived")
    assert PASSWORD not in " ".join(asked)
    page.goto(url)
    expect(page).to_have_title("Arrived")


def test_a_wrong_password_is_told_at_the_field(
    browser: Browser, gated: Callable[..., str], size: str, scheme: str
) -> None:
    # In a window of its own: the browser notes the refusal on its console by itself.
    page = visit(browser, gated(password=PASSWORD), size, scheme)
    field = page.get_by_label("Password")
    field.fill("open, sesame")
    with page.expect_response(lambda answer: answer.status == httpx.codes.FORBIDDEN):
        page.get_by_role("button", name="Open the link").click()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("That is not it"))
    shoot(page, "password-wrong", size, scheme)
    page.context.close()


def test_a_form_tells_what_to_mend_keeps_the_rest_and_lets_on(
    page: Page, staff: Staff, gated: Callable[..., str], size: str, scheme: str
) -> None:
    url = gated(lead_form=FORM)
    page.goto(url)
    expect(page.get_by_role("heading", level=1)).to_have_text("Get your Summer Pass")
    shoot(page, "lead", size, scheme)
    page.get_by_label("First name").fill("<b>Jordan</b>")
    page.get_by_label("Email").fill("jordan@mail")
    page.get_by_role("button", name="Show me the pass").click()
    email, consent = page.get_by_label("Email"), page.get_by_role("checkbox")
    expect(email).to_be_focused()
    expect(email).to_have_value("jordan@mail")
    expect(email).to_have_accessible_description(re.compile("email address such as"))
    expect(consent).to_have_accessible_description(re.compile("Tick the box"))
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_label("First name")).to_have_value("<b>Jordan</b>")
    shoot(page, "lead-faults", size, scheme)
    assert fits_the_window(page)
    email.fill(f"jordan-{size}-{scheme}@mail.example")
    consent.check()
    page.get_by_role("button", name="Show me the pass").click()
    expect(page).to_have_title("Arrived")
    newest = staff.call("GET", "/api/leads", params={"limit": 1})["items"][0]
    assert (newest["name"], newest["email"]) == ("<b>Jordan</b>", f"jordan-{size}-{scheme}@mail.example")
    assert newest["consent_text"] == FORM["consent_text"]
    page.goto(url)
    expect(page).to_have_title("Arrived")


def test_the_keyboard_alone_fills_in_a_form_in_its_order(page: Page, gated: Callable[..., str]) -> None:
    page.goto(gated(lead_form=FORM))
    for typed in ("Sam", "sam@mail.example", ""):
        page.keyboard.press("Tab")
        page.keyboard.type(typed)
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Show me the pass")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page).to_have_title("Arrived")
