"""The contact that the visitor is named as has a tag in the CRM: `{"kind": "contact", "tags": ["vip", "gold"]}`, any.

Capitals do not count. What counts is our copy of the tags: whoever is named by no `?c=`, or is unknown to it, has none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from plugin.crm.tags import folded
from plugin.plans.plans import Feature
from plugin.routing.facts import Facts, Need
from plugin.routing.field import Field
from plugin.routing.reading import listed, texts

kind: Final = "contact"
label: Final = "Contact's tag"
fields: Final = (Field("tags", "Tags", "texts", required=True),)
rank: Final = 2
feature: Final[Feature | None] = None
needs: Final[tuple[Need, ...]] = ("contact",)


@dataclass(frozen=True)
class Tagged:
    """Tags as they were written."""

    tags: tuple[str, ...]

    @cached_property
    def any_tag(self) -> frozenset[str]:
        """The tags, for quick finding."""
        return frozenset(map(folded, self.tags))


def parse(raw: Mapping[str, Any], at: str) -> Tagged:
    """One or more tags. Raises Invalid."""
    return Tagged(texts(raw, "tags", at))


def holds(value: Tagged, facts: Facts) -> bool:
    """Whether the contact is known to have one of these."""
    if facts.visitor.contact is None:
        return False
    return not value.any_tag.isdisjoint(facts.tags or ())


def why_not(value: Tagged, facts: Facts) -> str:
    """Says whether it is the contact that is not known or the tag that is missing."""
    if facts.visitor.contact is None:
        return "The visitor is not named as a contact."
    if facts.tags is None:
        return "Nothing is known of this contact's tags."
    return f"The contact has none of these tags: {listed(value.tags)}."
