"""Where the visitors of one link go: compiled once when the link is loaded, read at each click."""

from __future__ import annotations

import logging
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from plugin.errors import Invalid
from plugin.plans.plans import Feature
from plugin.routing import rules, split, utm
from plugin.routing.destination import with_utm
from plugin.routing.facts import Need
from plugin.routing.rules import Rule
from plugin.routing.split import Variant
from plugin.routing.utm import Utm

SPLIT: Final[Feature] = "split"

log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """Where one visitor goes: `destination` as the user wrote it, for counting, and `url` with the link's UTM set.

    `rule` is the place in the user's list of the rule that answered, `variant` the id of the split's; else None.
    """

    destination: str
    url: str
    rule: int | None = None
    variant: str | None = None


@dataclass(frozen=True, slots=True)
class Routing:
    """Rules in the order they are tried, each with its answer; then the split; then the default."""

    default: Choice
    rules: tuple[tuple[Rule, Choice], ...] = ()
    split: tuple[Variant, ...] = ()
    answers: Mapping[str, Choice] | None = None  # each variant's, by its id
    utm: Utm = ()
    forward: bool = False
    needs: frozenset[Need] = frozenset()
    features: frozenset[Feature] = frozenset()

    @property
    def is_fixed(self) -> bool:
        """Whether every visitor is sent to the same address, so that it may be answered for good (301).

        To be asked of the routing itself and not of what `under` left of it: what rests may wake tomorrow.
        """
        return not (self.rules or self.split or self.forward)


def compile_routing(published: Mapping[str, Any]) -> Routing:
    """The routing of a published link: `destination`, and where given `rules, keep_order, split, utm, forward_params`.

    What was published has been checked, so this never refuses: a rule, a split or a UTM field that this version of
    the code cannot read is told in the log and rests, and the link goes on without it.
    """
    tags = _read_utm(published.get("utm"))
    ordered = rules.in_order(_readable(published.get("rules")), keep_order=bool(published.get("keep_order")))
    variants = _read_split(published.get("split"))
    routing = Routing(
        _choice(published["destination"], tags),
        tuple((rule, _choice(rule.destination, tags, rule=rule.index)) for rule in ordered),
        variants,
        {one.id: _choice(one.destination, tags, variant=one.id) for one in variants} or None,
        tags,
        bool(published.get("forward_params")),
    )
    return _summed_up(routing)


def under(routing: Routing, features: Collection[Feature]) -> Routing:
    """The routing as a plan with these features has it: what is not part of the plan rests."""
    if routing.features.issubset(features):
        return routing
    awake = tuple(pair for pair in routing.rules if pair[0].features.issubset(features))
    variants = routing.split if SPLIT in features else ()
    return _summed_up(replace(routing, rules=awake, split=variants))


def _summed_up(routing: Routing) -> Routing:
    tried = [rule for rule, _ in routing.rules]
    features = frozenset[Feature]().union(*(rule.features for rule in tried), [SPLIT] if routing.split else [])
    return replace(routing, needs=rules.needs(tried), features=features)


def _choice(destination: str, tags: Utm, *, rule: int | None = None, variant: str | None = None) -> Choice:
    return Choice(destination, with_utm(destination, tags), rule, variant)


def _readable(raw: Any) -> Iterator[Rule]:
    for index, one in enumerate(raw or ()):
        try:
            yield rules.parse_rule(one, index, at=f"rules[{index}]")
        except Invalid as fault:
            _rests(fault)


def _read_split(raw: Any) -> tuple[Variant, ...]:
    try:
        return split.parse(raw)
    except Invalid as fault:
        _rests(fault)
        return ()


def _read_utm(raw: Any) -> Utm:
    try:
        return utm.parse(raw)
    except Invalid as fault:
        _rests(fault)
        return ()


def _rests(fault: Invalid) -> None:
    log.warning("a published link holds what cannot be read: %s: %s", fault.details["field"], fault.message)
