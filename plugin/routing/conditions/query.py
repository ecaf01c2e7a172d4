"""A parameter of the short URL: `{"kind": "query", "name": "ref", "test": "equals", "values": ["vip"]}`.

`test` is `present` (no values), `equals` (one), `one_of` (some) or `contains` (one). Names and values are compared as
they are when decoded, capitals and all; of a name that comes twice the first counts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from plugin.errors import Invalid
from plugin.plans.plans import Feature
from plugin.routing.facts import Facts, Need
from plugin.routing.field import Field
from plugin.routing.reading import listed, one_of, text, texts

PRESENT, EQUALS, ONE_OF, CONTAINS = TESTS = ("present", "equals", "one_of", "contains")

kind: Final = "query"
label: Final = "Query parameter"
fields: Final = (
    Field("name", "Parameter", "text", required=True),
    Field("test", "Test", "choice", required=True, choices=TESTS),
    Field("values", "Values", "texts"),
)
rank: Final = 2
feature: Final[Feature | None] = None
needs: Final[tuple[Need, ...]] = ()

_test = one_of(TESTS)


@dataclass(frozen=True, slots=True)
class Parameter:
    """`values` is empty for `present`, holds one for `equals` and `contains`."""

    name: str
    test: str
    values: tuple[str, ...] = ()
    any_value: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Work out what is looked for."""
        object.__setattr__(self, "any_value", frozenset(self.values))


def parse(raw: Mapping[str, Any], at: str) -> Parameter:
    """Raises Invalid, `values_unfit` where `test` takes another number of values."""
    name = text(raw.get("name"), f"{at}.name")
    test = _test(text(raw.get("test"), f"{at}.test"), f"{at}.test")
    values = texts(raw, "values", at, required=test != PRESENT)
    if test == PRESENT and values:
        raise Invalid(f"{at}.values", "Leave the values out: any value will do.", code="values_unfit")
    if test in {EQUALS, CONTAINS} and len(values) > 1:
        raise Invalid(f"{at}.values", "Give one value, or test for one_of.", code="values_unfit")
    return Parameter(name, test, values)


def holds(value: Parameter, facts: Facts) -> bool:
    """Whether the parameter is there and passes the test."""
    given = facts.parameters.get(value.name)
    if given is None:
        return False
    if value.test == CONTAINS:
        return value.values[0] in given
    return value.test == PRESENT or given in value.any_value


def why_not(value: Parameter, facts: Facts) -> str:
    """Names what the parameter says beside what it should."""
    given = facts.parameters.get(value.name)
    if given is None:
        return f"The address has no parameter {value.name}."
    verb = "does not contain" if value.test == CONTAINS else "is not"
    return f"The parameter {value.name} is “{given[:80]}”, which {verb} {listed(value.values)}."
