"""Devices are told by user agent, and by client hints where they are sent."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.visitors.device import KINDS, Device, device_of
from plugin.visitors.visitor import Hints
from tests.visitors.agents import ANONYMOUS, BROWSERS, IN_APP, IPAD, LINUX, MAC, WINDOWS

CHROME = "Chrome/126.0.0.0 Safari/537.36"


@pytest.mark.parametrize(("user_agent", "kind", "system", "browser"), BROWSERS)
def test_a_browser_tells_what_it_runs_on(user_agent: str, kind: str, system: str | None, browser: str) -> None:
    found = device_of(user_agent)
    assert (found.kind, found.system, found.browser) == (kind, system, browser)


@pytest.mark.parametrize(("user_agent", "app"), IN_APP)
def test_an_apps_own_browser_goes_by_the_apps_name(user_agent: str, app: str) -> None:
    found = device_of(user_agent)
    assert (found.kind, found.browser) == ("mobile", app)
    assert found.system in {"iOS", "Android"}


def test_versions_are_dotted_numbers() -> None:
    assert device_of(IPAD + "Version/16.6 Mobile/15E148 Safari/604.1") == Device(
        "tablet", "iOS", "16.6", "Safari", "16.6"
    )
    assert device_of(WINDOWS + CHROME) == Device("desktop", "Windows", "10", "Chrome", "126.0.0")


@pytest.mark.parametrize(
    ("user_agent", "hints", "told"),
    [
        (WINDOWS + CHROME, Hints(platform='"Windows"', platform_version='"15.0.0"'), ("desktop", "Windows", "11")),
        (WINDOWS + CHROME, Hints(platform='"Windows"', platform_version='"10.0.0"'), ("desktop", "Windows", "10")),
        (WINDOWS + CHROME, Hints(platform='"Windows"', platform_version='"0.3.0"'), ("desktop", "Windows", "10")),
        (WINDOWS + CHROME, Hints(platform='"Windows"', platform_version='"?"'), ("desktop", "Windows", "10")),
        (
            MAC + "537.36 (KHTML, like Gecko) " + CHROME,
            Hints(platform='"macOS"', platform_version='"14.5.0"'),
            ("desktop", "macOS", "14.5.0"),
        ),
        (LINUX + CHROME, Hints(platform='"Chrome OS"', mobile="?0"), ("desktop", "ChromeOS", "")),
        (LINUX + CHROME, Hints(platform='"Android"', mobile="?0"), ("tablet", "Android", "")),
        (LINUX + CHROME, Hints(platform='"Android"', mobile="?1"), ("mobile", "Android", "")),
        (ANONYMOUS + CHROME, Hints(platform='"Android"', mobile="?1"), ("mobile", "Android", "10")),
        (
            ANONYMOUS + "Chrome/126.0.0.0 Mobile Safari/537.36",
            Hints(platform='"Android"', mobile="?1", platform_version='"14.0.0"', model='"SM-X710"'),
            ("tablet", "Android", "14.0.0"),
        ),
        (WINDOWS + CHROME, Hints(platform='"Fridge"'), ("desktop", "Windows", "10")),
    ],
)
def test_hints_win_where_they_are_sent(user_agent: str, hints: Hints, told: tuple[str, str, str]) -> None:
    found = device_of(user_agent, hints)
    assert (found.kind, found.system, found.system_version) == told


def test_a_browser_that_hides_behind_chromes_words_is_named_by_its_hints() -> None:
    brands = '"Not/A)Brand";v="8", "Chromium";v="126", "Brave";v="126"'
    assert device_of(WINDOWS + CHROME, Hints(brands=brands)).browser == "Brave"


def test_of_nothing_nothing_is_known() -> None:
    assert device_of("") == Device("other", None, "", None, "")


@given(st.text(max_size=700), st.builds(Hints, st.text(), st.text(), st.text(), st.text(), st.text()))
def test_nothing_makes_it_raise(user_agent: str, hints: Hints) -> None:
    assert device_of(user_agent, hints).kind in KINDS
