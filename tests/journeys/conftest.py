"""The demo's world and a real browser, once for all journeys; no error on the console of any of them."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, ConsoleMessage, FrameLocator, Page

from plugin.demo import crm_user, seed, show, world

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Whatever stands in this folder is a journey: its world takes this process's database for its own."""
    for item in items:
        if item.path.parent == Path(__file__).parent:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def demo() -> Iterator[world.World]:
    """The product with a month of clicks, installed in the sandbox CRM, each origin on a port of its own."""
    folder = Path(tempfile.mkdtemp(prefix="sl-journey-"))
    folder.chmod(0o711)
    try:
        with world.running(folder, world.free_ports(None, None, None, (0, 0, 0))) as running:
            account = crm_user.seeded_account(running.crm_url)
            staff = show.signed_in(running, account)
            with contextlib.closing(staff.http):
                seed.seed(running.settings, staff, account, datetime.now(UTC))
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(params=list(SIZES))
def size(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(params=["light", "dark"])
def scheme(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def page(browser: Browser, size: str, scheme: str) -> Iterator[Page]:
    """A fresh window; the journey fails where the console showed an error."""
    width, height = SIZES[size]
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme="dark" if scheme == "dark" else "light",
        has_touch=size == "phone",
        reduced_motion="reduce",
    )
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    made = context.new_page()
    made.set_default_timeout(15_000)
    errors: list[str] = []

    def on_console(message: ConsoleMessage) -> None:
        # The browser itself notes each refusal of the API; those are shown at their fields.
        if message.type == "error" and "status of 422" not in message.text:
            errors.append(message.text)

    made.on("console", on_console)
    made.on("pageerror", lambda error: errors.append(str(error)))
    yield made
    context.close()
    assert not errors


def open_in_crm(page: Page, demo: world.World) -> FrameLocator:
    """Open the CRM and give the frame that our dashboard is in."""
    page.goto(f"{demo.crm_url}/")
    return page.frame_locator("iframe")
