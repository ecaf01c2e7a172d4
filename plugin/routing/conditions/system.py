"""The operating system of the visitor's device: `{"kind": "system", "systems": ["iOS", "Android"]}`.

Names are those that reports show; an iPad is iOS, unless its browser asks for desktop sites and says macOS.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from plugin.plans.plans import Feature
from plugin.routing.facts import Facts, Need
from plugin.routing.field import Field
from plugin.routing.reading import listed, one_of, texts
from plugin.visitors.device import HINTED_SYSTEMS, SYSTEMS, UNREAD_SYSTEMS

# Those that people choose come first; after them, what else is recognised.
USUAL: Final = ("iOS", "Android", "Windows", "macOS", "Linux", "ChromeOS")
KNOWN: Final = tuple(
    dict.fromkeys((
        *USUAL,
        *sorted({*SYSTEMS.values(), *HINTED_SYSTEMS.values(), *(name for name, _ in UNREAD_SYSTEMS)}),
        "BlackBerry OS", "Firefox OS", "FreeBSD", "Tizen", "Windows Mobile",
    ))
)  # fmt: skip

kind: Final = "system"
label: Final = "Operating system"
fields: Final = (Field("systems", "Systems", "choices", required=True, choices=KNOWN),)
rank: Final = 1
feature: Final[Feature | None] = "device_rules"
needs: Final[tuple[Need, ...]] = ("device",)

_check = one_of(KNOWN)


@dataclass(frozen=True, slots=True)
class Systems:
    """Some of KNOWN, as it writes them."""

    systems: tuple[str, ...]


def parse(raw: Mapping[str, Any], at: str) -> Systems:
    """One or more systems. Raises Invalid."""
    return Systems(texts(raw, "systems", at, _check))


def holds(value: Systems, facts: Facts) -> bool:
    """Whether the device is known to run one of these."""
    return facts.device.system in value.systems


def why_not(value: Systems, facts: Facts) -> str:
    """Names the visitor's system beside the rule's."""
    system = facts.device.system
    return f"The visitor's system is {system or 'not known'}, not {listed(value.systems)}."
