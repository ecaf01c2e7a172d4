"""Visitors as they really come: a sample that none of our parsers was tried on, and what its browsers told.

The package `fake-useragent` carries it: user agents seen on busy sites, each with the class of the device and what
`navigator.platform` answered there.
"""

from __future__ import annotations

import json
from importlib.resources import files
from typing import Any

import pytest

from plugin.visitors.bots import bot_of
from plugin.visitors.device import device_of

SYSTEMS = {"iPhone": "iOS", "iPad": "iOS", "Win32": "Windows", "MacIntel": "macOS"}
LEAST_RIGHT = 0.98
MOST_MISTAKEN = 0.002


@pytest.fixture(scope="module")
def visitors() -> list[dict[str, Any]]:
    lines = (files("fake_useragent") / "data" / "browsers.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def system_of(visitor: dict[str, Any]) -> str | None:
    """What the platform leaves no doubt of; a desktop's Linux can be ChromeOS."""
    platform = visitor["platform"]
    return "Android" if platform.startswith(("Linux arm", "Linux aarch")) else SYSTEMS.get(platform)


@pytest.mark.parametrize("kind", ["desktop", "mobile", "tablet"])
def test_the_class_of_a_device_is_told(visitors: list[dict[str, Any]], kind: str) -> None:
    told = [device_of(visitor["useragent"]).kind == kind for visitor in visitors if visitor["type"] == kind]
    assert len(told) > 50
    assert sum(told) >= LEAST_RIGHT * len(told)


@pytest.mark.parametrize("system", ["iOS", "Android", "Windows", "macOS"])
def test_the_operating_system_is_told(visitors: list[dict[str, Any]], system: str) -> None:
    told = [device_of(visitor["useragent"]).system == system for visitor in visitors if system_of(visitor) == system]
    assert len(told) > 100
    assert sum(told) >= LEAST_RIGHT * len(told)


def test_people_are_not_taken_for_machines(visitors: list[dict[str, Any]]) -> None:
    mistaken = [visitor["useragent"] for visitor in visitors if bot_of(visitor["useragent"])]
    assert len(mistaken) <= MOST_MISTAKEN * len(visitors)
