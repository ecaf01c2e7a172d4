"""Where this visitor goes, and why: first match wins, then the split, then the link's own destination."""

from __future__ import annotations

from dataclasses import dataclass

from plugin.routing.destination import forwarded
from plugin.routing.facts import Facts
from plugin.routing.routing import Choice, Routing
from plugin.routing.rules import Rule
from plugin.routing.split import pick


def choose(routing: Routing, facts: Facts, visitor_key: bytes, link_id: int) -> Choice:
    """The answer of the first rule that holds, else of the visitor's variant, else the default.

    `visitor_key` stands for the visitor to this location (any bytes, the same for each click of theirs). Finds out
    about the visitor only what the rules tried on the way ask for; never raises.
    """
    for rule, choice in routing.rules:
        for test, value in rule.tests:
            if not test(value, facts):
                break
        else:
            return choice
    if routing.split and routing.answers:
        return routing.answers[pick(routing.split, visitor_key, link_id).id]
    return routing.default


def address(routing: Routing, choice: Choice, query: str) -> str:
    """The address to send the visitor to: the choice's, with the visitor's raw query where the link passes it on."""
    return forwarded(choice.url, query, routing.utm) if routing.forward and query else choice.url


@dataclass(frozen=True, slots=True)
class Tried:
    """One condition as the simulator tells it; `why_not` is empty where it holds."""

    kind: str
    holds: bool
    why_not: str


@dataclass(frozen=True, slots=True)
class Explained:
    """One rule as the simulator tells it, by its place in the user's list; `why_not` is empty where it answers."""

    rule: int
    destination: str
    holds: bool
    answers: bool
    why_not: str
    conditions: tuple[Tried, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """Where a visitor would go, and every rule in the order it is tried."""

    choice: Choice
    url: str
    rules: tuple[Explained, ...]


def explain(routing: Routing, facts: Facts, visitor_key: bytes, link_id: int) -> Explanation:
    """What `choose` and `address` would answer, and of each rule whether it holds and why it does not answer."""
    choice = choose(routing, facts, visitor_key, link_id)
    told = tuple(_explained(rule, choice, facts) for rule, _ in routing.rules)
    return Explanation(choice, address(routing, choice, facts.visitor.query), told)


def _explained(rule: Rule, choice: Choice, facts: Facts) -> Explained:
    tried = tuple(
        Tried(kind.kind, holds, "" if holds else kind.why_not(value, facts))
        for kind, value in rule.when
        for holds in (kind.holds(value, facts),)
    )
    holds, answers = all(one.holds for one in tried), rule.index == choice.rule
    reasons = " ".join(one.why_not for one in tried if not one.holds)
    earlier = (
        f"Rule {choice.rule + 1} comes first and holds." if holds and not answers and choice.rule is not None else ""
    )
    return Explained(rule.index, rule.destination, holds, answers, reasons or earlier, tried)
