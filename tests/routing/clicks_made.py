"""Clicks as rules see them, made of what a test cares about."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from hypothesis import HealthCheck, settings

from plugin.errors import Invalid
from plugin.routing import condition
from plugin.routing.facts import Facts, Supposed
from plugin.visitors.device import Device
from plugin.visitors.geo import Place
from plugin.visitors.source import Source
from plugin.visitors.visitor import Visitor

NOON = 1_800_000_000.0
# A property is judged by what it finds, not by how busy the machine is.
untimed = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])


def click(
    *,
    country: str | None = None,
    region: str | None = None,
    city: str | None = None,
    device: str = "other",
    system: str | None = None,
    source: str = "Direct",
    returning: bool = False,
    language: str = "",
    query: str = "",
    now: float = NOON,
) -> Facts:
    return Supposed(
        Visitor(language=language, query=query),
        now,
        place=lambda: Place(country, region, city),
        returning=lambda: returning,
        device=lambda: Device(device, system, "", None, ""),
        source=lambda: Source(source, None),
    )


def at(text: str, zone: str = "UTC") -> float:
    """The Unix time of a wall clock; `fold` is set by a trailing `*`, the second of two equal hours."""
    moment = datetime.fromisoformat(text.removesuffix("*")).replace(tzinfo=ZoneInfo(zone), fold=int(text.endswith("*")))
    return moment.timestamp()


def holds(raw: dict[str, Any], facts: Facts) -> bool:
    kind, value = condition.parse(raw, "when[0]")
    answer: bool = kind.holds(value, facts)
    assert answer or kind.why_not(value, facts).endswith(".")
    return answer


def why_not(raw: dict[str, Any], facts: Facts) -> str:
    kind, value = condition.parse(raw, "when[0]")
    assert not kind.holds(value, facts)
    return kind.why_not(value, facts)


def refusal(raw: Any) -> Invalid:
    try:
        condition.parse(raw, "rules[2].when[0]")
    except Invalid as fault:
        return fault
    raise AssertionError(f"{raw} was taken")
