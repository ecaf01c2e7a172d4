"""The language the visitor prefers: `{"kind": "language", "languages": ["de", "fr-CA"]}`.

It is what their browser ranks highest (`Accept-Language`): nearly every browser takes English too, which makes nobody
an English speaker. `de` takes de-AT and de-CH as well, `de-AT` only Austrian German.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

from plugin.errors import Invalid
from plugin.plans.plans import Feature
from plugin.routing.facts import Facts, Need
from plugin.routing.field import Field
from plugin.routing.languages import TAG, plain_tag, preferred, takes
from plugin.routing.reading import listed, texts

kind: Final = "language"
label: Final = "Language"
fields: Final = (Field("languages", "Languages", "texts", required=True),)
rank: Final = 2
feature: Final[Feature | None] = None
needs: Final[tuple[Need, ...]] = ()


@dataclass(frozen=True)
class Languages:
    """Language ranges such as `de` or `fr-CA`, as they were written."""

    languages: tuple[str, ...]

    @cached_property
    def ranges(self) -> tuple[str, ...]:
        """The ranges, as plain as those of a visitor."""
        return tuple(map(plain_tag, self.languages))


def parse(raw: Mapping[str, Any], at: str) -> Languages:
    """One or more language tags. Raises Invalid, `language_unknown` where one is not so written."""
    return Languages(texts(raw, "languages", at, _tag))


def holds(value: Languages, facts: Facts) -> bool:
    """Whether a language that the visitor ranks highest is one of these."""
    tags = preferred(facts.visitor.language)
    return any(takes(wanted, tag) for tag in tags for wanted in value.ranges)


def why_not(value: Languages, facts: Facts) -> str:
    """Names the visitor's language beside the rule's."""
    tags = preferred(facts.visitor.language)
    if not tags:
        return "The visitor's browser does not say which language it prefers."
    return f"The visitor prefers {listed(tags)}, not {listed(value.languages)}."


def _tag(text: str, at: str) -> str:
    if not TAG.fullmatch(text):
        raise Invalid(at, f"“{text}” is not a language. Use a code such as de or pt-BR.", code="language_unknown")
    return text
