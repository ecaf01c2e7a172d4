"""What a rule can ask of a click: one file a kind, and CONDITIONS, the tuple that lists them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, Protocol

from plugin.plans.plans import Feature
from plugin.routing.conditions import contact, country, device, language, query, source, system, time, visitor
from plugin.routing.facts import Facts, Need
from plugin.routing.field import Field


class Kind(Protocol):
    """A kind of condition. Its value is a frozen dataclass with an attribute for each of `fields`."""

    @property
    def kind(self) -> str:
        """Its name in the API, and its file's."""

    @property
    def label(self) -> str:
        """Its name on screens."""

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields of its JSON, beside `kind`."""

    @property
    def rank(self) -> int:
        """When rules that name it are tried, unless the link keeps their order: 0 before 1 before 2."""

    @property
    def feature(self) -> Feature | None:
        """What a plan must have for it; None where every plan does."""

    @property
    def needs(self) -> tuple[Need, ...]:
        """What must be found out about a click to answer it."""

    def parse(self, raw: Mapping[str, Any], at: str) -> Any:
        """The value of its JSON, which has no other fields than `fields`. Raises Invalid, with paths below `at`."""

    def holds(self, value: Any, facts: Facts) -> bool:
        """Whether it holds for this click. Never raises."""

    def why_not(self, value: Any, facts: Facts) -> str:
        """A sentence for staff on why it does not hold."""


CONDITIONS: Final[tuple[Kind, ...]] = (country, device, system, language, time, visitor, query, source, contact)
BY_KIND: Final = {condition.kind: condition for condition in CONDITIONS}
