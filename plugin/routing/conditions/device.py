"""What the visitor holds in their hands: `{"kind": "device", "devices": ["mobile", "tablet"]}`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from plugin.plans.plans import Feature
from plugin.routing.facts import Facts, Need
from plugin.routing.field import Field
from plugin.routing.reading import listed, one_of, texts
from plugin.visitors.device import DESKTOP, MOBILE, TABLET

CLASSES: Final = (DESKTOP, MOBILE, TABLET)

kind: Final = "device"
label: Final = "Device"
fields: Final = (Field("devices", "Devices", "choices", required=True, choices=CLASSES),)
rank: Final = 1
feature: Final[Feature | None] = "device_rules"
needs: Final[tuple[Need, ...]] = ("device",)

_check = one_of(CLASSES)


@dataclass(frozen=True, slots=True)
class Devices:
    """Some of desktop, mobile, tablet."""

    devices: tuple[str, ...]


def parse(raw: Mapping[str, Any], at: str) -> Devices:
    """One or more classes. Raises Invalid."""
    return Devices(texts(raw, "devices", at, _check))


def holds(value: Devices, facts: Facts) -> bool:
    """Whether the device is of one of these classes; a television or a watch is of none."""
    return facts.device.kind in value.devices


def why_not(value: Devices, facts: Facts) -> str:
    """Names the visitor's device beside the rule's."""
    return f"The visitor's device is {facts.device.kind}, not {listed(value.devices)}."
