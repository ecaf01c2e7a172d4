"""Whether the visitor has clicked this link before: `{"kind": "visitor", "visitor": "new"}` or `"returning"`.

Of whom nothing is known is new.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from plugin.plans.plans import Feature
from plugin.routing.facts import Facts, Need
from plugin.routing.field import Field
from plugin.routing.reading import one_of, text

NEW, RETURNING = WORDS = ("new", "returning")

kind: Final = "visitor"
label: Final = "New or returning"
fields: Final = (Field("visitor", "Visitor", "choice", required=True, choices=WORDS),)
rank: Final = 2
feature: Final[Feature | None] = None
needs: Final[tuple[Need, ...]] = ("returning",)

_check = one_of(WORDS)


@dataclass(frozen=True, slots=True)
class Who:
    """`new` or `returning`."""

    visitor: str


def parse(raw: Mapping[str, Any], at: str) -> Who:
    """One of the two words. Raises Invalid."""
    return Who(_check(text(raw.get("visitor"), f"{at}.visitor"), f"{at}.visitor"))


def holds(value: Who, facts: Facts) -> bool:
    """Whether the visitor is of this sort."""
    return facts.returning == (value.visitor == RETURNING)


def why_not(value: Who, facts: Facts) -> str:  # noqa: ARG001 - every kind is asked alike
    """Says which of the two the visitor is."""
    return "The visitor has clicked this link before." if facts.returning else "The visitor is new to this link."
