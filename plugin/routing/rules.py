"""A link's rules, `{"when": [conditions, all must hold], "destination": "https://…"}`, and the order of trying them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from plugin.errors import Invalid
from plugin.plans.plans import Feature
from plugin.routing import condition
from plugin.routing.condition import Condition
from plugin.routing.facts import Facts, Need
from plugin.routing.reading import Check, array, destination, plain, table

MOST_RULES: Final = 50
MOST_CONDITIONS: Final = 20


Test = tuple[Callable[[Any, Facts], bool], Any]


@dataclass(frozen=True, slots=True)
class Rule:
    """Holds when all of `when` do. `index` is its place in the user's list.

    `tests` are the verb and the value of each condition, ready to call; those that cost nothing to answer come first.
    """

    index: int
    when: tuple[Condition, ...]
    destination: str
    tests: tuple[Test, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put the tests in order."""
        object.__setattr__(self, "tests", _tests(self.when))

    @property
    def rank(self) -> int:
        """The earliest rank of its conditions."""
        return min(kind.rank for kind, _ in self.when)

    @property
    def features(self) -> frozenset[Feature]:
        """What a plan must have for this rule to be awake."""
        return frozenset(kind.feature for kind, _ in self.when if kind.feature)


def parse(raw: Any, check: Check = plain, *, at: str = "rules") -> tuple[Rule, ...]:
    """The rules of a JSON list, in the user's order; null is none. `check` says whether a destination is fit.

    Raises Invalid at the path of what is wrong: `too_many_rules` (beyond MOST_RULES), and as `parse_rule`.
    """
    given = array([] if raw is None else raw, at, MOST_RULES, "too_many_rules", "rules")
    return tuple(parse_rule(one, number, check, at=f"{at}[{number}]") for number, one in enumerate(given))


def parse_rule(raw: Any, index: int, check: Check = plain, *, at: str) -> Rule:
    """One rule. Raises Invalid: `rule_without_condition`, `too_many_conditions`, `rule_without_destination`, …."""
    given = table(raw, at, ("when", "destination"))
    path = f"{at}.when"
    when = array(given.get("when", ()), path, MOST_CONDITIONS, "too_many_conditions", "conditions")
    if not when:
        fix = "Say when this rule holds, or make its destination the link's own."
        raise Invalid(path, fix, code="rule_without_condition")
    if given.get("destination") in (None, ""):
        raise Invalid(f"{at}.destination", "Say where this rule leads.", code="rule_without_destination")
    conditions = tuple(condition.parse(one, f"{path}[{number}]") for number, one in enumerate(when))
    path = f"{at}.destination"
    return Rule(index, conditions, check(destination(given["destination"], path), path))


def in_order(rules: Iterable[Rule], *, keep_order: bool = False) -> tuple[Rule, ...]:
    """Rules as they are tried: those naming a country, then those naming a device or system, then the rest."""
    return tuple(rules) if keep_order else tuple(sorted(rules, key=lambda rule: rule.rank))


def needs(rules: Iterable[Rule]) -> frozenset[Need]:
    """What these rules may have to find out about a click."""
    return frozenset(need for rule in rules for kind, _ in rule.when for need in kind.needs)


@lru_cache(maxsize=4096)
def _tests(when: tuple[Condition, ...]) -> tuple[Test, ...]:
    # Kept, so that the many links with the same conditions share them: what is shared is in the processor's cache.
    cheap_first = sorted(when, key=lambda condition: bool(condition.kind.needs))
    return tuple((kind.holds, value) for kind, value in cheap_first)


def as_json(rules: Iterable[Rule]) -> list[dict[str, Any]]:
    """The JSON that `parse` reads, in its one spelling."""
    return [{"when": [*map(condition.as_json, rule.when)], "destination": rule.destination} for rule in rules]
