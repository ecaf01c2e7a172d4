"""A rule that asks for a tag of the contact whom the visitor is named as."""

from __future__ import annotations

from typing import Any

import pytest

from plugin.routing.facts import Facts, Supposed
from plugin.routing.rules import needs, parse
from plugin.visitors.visitor import Visitor
from tests.routing.clicks_made import NOON, holds, refusal, why_not

VIP = {"kind": "contact", "tags": ["VIP", "Größe L"]}
AT = "rules[2].when[0]"


def click(contact: str | None = "jo0000000000", tags: frozenset[str] | None = None) -> Facts:
    return Supposed(Visitor(contact=contact), NOON, tags=lambda: tags)


@pytest.mark.parametrize(
    ("facts", "is_so"),
    [
        (click(tags=frozenset({"vip", "new"})), True),
        (click(tags=frozenset({"gröse l", "groesse l"})), False),
        (click(tags=frozenset({"grösse l"})), True),
        (click(tags=frozenset({"vip2", "v"})), False),
        (click(tags=frozenset()), False),
        (click(tags=None), False),
        (click(contact=None, tags=frozenset({"vip"})), False),
    ],
)
def test_any_of_the_tags_will_do_whatever_its_case(facts: Facts, is_so: bool) -> None:  # noqa: FBT001 - an expectation
    assert holds(VIP, facts) == is_so


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        (click(contact=None), "The visitor is not named as a contact."),
        (click(tags=None), "Nothing is known of this contact's tags."),
        (click(tags=frozenset({"new"})), "The contact has none of these tags: VIP, Größe L."),
    ],
)
def test_staff_are_told_why_it_does_not_hold(facts: Facts, words: str) -> None:
    assert why_not(VIP, facts) == words


@pytest.mark.parametrize(
    ("raw", "path", "code"),
    [
        ({"kind": "contact"}, f"{AT}.tags", "no_values"),
        ({"kind": "contact", "tags": []}, f"{AT}.tags", "no_values"),
        ({"kind": "contact", "tags": "vip"}, f"{AT}.tags", "not_a_list"),
        ({"kind": "contact", "tags": ["vip", " "]}, f"{AT}.tags[1]", "blank"),
        ({"kind": "contact", "tags": ["vip", 5]}, f"{AT}.tags[1]", "not_a_text"),
        ({"kind": "contact", "tags": ["x" * 256]}, f"{AT}.tags[0]", "too_long"),
        ({"kind": "contact", "tags": ["vip"], "id": "jo"}, f"{AT}.id", "field_unknown"),
    ],
)
def test_what_is_no_such_condition_is_refused_where_it_is_wrong(raw: Any, path: str, code: str) -> None:
    fault = refusal(raw)
    assert (fault.details["field"], fault.code) == (path, code)


def test_nobody_is_looked_up_unless_a_rule_asks_and_somebody_is_named() -> None:
    asked: list[str] = []

    def tags() -> frozenset[str]:
        asked.append("tags")
        return frozenset({"vip"})

    assert not holds(VIP, Supposed(Visitor(), NOON, tags=tags))
    assert asked == []
    named = Supposed(Visitor(contact="jo0000000000"), NOON, tags=tags)
    assert holds(VIP, named)
    assert holds(VIP, named)
    assert asked == ["tags"]
    assert needs(parse([{"when": [VIP], "destination": "https://example.com/"}])) == {"contact"}
