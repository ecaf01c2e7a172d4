"""Where a link leads besides its destination: rules, split and UTM fields as staff send them, in the form to keep."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from sqlalchemy.orm import Session

from plugin.links.destinations import clean_destination
from plugin.links.models import Link
from plugin.plans import limits
from plugin.routing import rules, split, utm
from plugin.routing.routing import SPLIT
from plugin.routing.rules import Rule


def routed(db: Session, link: Link, given: Mapping[str, Any]) -> dict[str, Any]:
    """Those of `rules`, `split` and `utm` that are given, as the link keeps them.

    Raises Invalid at the exact path of what is wrong, and PlanRefusal for what is new on the link and not of its plan.
    """
    check, found = partial(clean_destination, db), dict[str, Any]()
    if "rules" in given:
        read = rules.parse(given["rules"], check, at="rules")
        found["rules"] = rules.as_json(read)
        _ask_for_rules(db, zip(read, found["rules"], strict=True), link.rules or [])
    if "split" in given:
        found["split"] = split.as_json(split.parse(given["split"], check, at="split"))
        if found["split"] and found["split"] != link.split:
            limits.require_feature(db, SPLIT, "split")
    if "utm" in given:
        found["utm"] = utm.as_json(utm.parse(given["utm"], at="utm"))
    return found


def _ask_for_rules(db: Session, read: Iterable[tuple[Rule, dict[str, Any]]], had: list[dict[str, Any]]) -> None:
    for rule, kept in read:
        if kept not in had:
            for feature in sorted(rule.features):
                limits.require_feature(db, feature, f"rules[{rule.index}]")
