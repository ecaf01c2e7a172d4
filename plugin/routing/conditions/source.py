"""Where the visitor came from: `{"kind": "source", "sources": ["WhatsApp", "Direct", "newsletter"]}`.

A source goes by the name that reports show: an app or a site that we know, the `utm_source` of the short URL, the host
of any other site, or `Direct`. Capitals do not count.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from plugin.plans.plans import Feature
from plugin.routing.facts import Facts, Need
from plugin.routing.field import Field
from plugin.routing.reading import listed, texts
from plugin.visitors.source import DIRECT, KINDS

KNOWN: Final = (DIRECT, *(known.name for known in KINDS))
SPELLED: Final = {name.casefold(): name for name in KNOWN}

kind: Final = "source"
label: Final = "Source"
fields: Final = (Field("sources", "Sources", "texts", required=True, choices=KNOWN),)
rank: Final = 2
feature: Final[Feature | None] = None
needs: Final[tuple[Need, ...]] = ("source",)


@dataclass(frozen=True)
class Sources:
    """Names of sources; those we know as we write them."""

    sources: tuple[str, ...]

    @cached_property
    def any_source(self) -> frozenset[str]:
        """The names without case, for quick finding."""
        return frozenset(name.casefold() for name in self.sources)


def parse(raw: Mapping[str, Any], at: str) -> Sources:
    """One or more names. Raises Invalid."""
    return Sources(texts(raw, "sources", at, _name))


def holds(value: Sources, facts: Facts) -> bool:
    """Whether the click came from one of these."""
    return facts.source.name.casefold() in value.any_source


def why_not(value: Sources, facts: Facts) -> str:
    """Names the visitor's source beside the rule's."""
    return f"The visitor came from {facts.source.name}, not from {listed(value.sources)}."


def _name(text: str, at: str) -> str:  # noqa: ARG001 - it is a Check, and objects to nothing
    return SPELLED.get(text.casefold(), text)
