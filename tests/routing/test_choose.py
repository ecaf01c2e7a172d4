"""First match wins, then the split, then the default; and the simulator tells the same story."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from plugin.errors import Invalid
from plugin.plans.plans import PRO, STARTER
from plugin.routing import rules
from plugin.routing.choose import address, choose, explain
from plugin.routing.facts import Facts, Supposed
from plugin.routing.routing import Routing, compile_routing, under
from tests.routing.clicks_made import NOON, click

HOME = "https://home.example/"
LANGUAGE: dict[str, Any] = {"when": [{"kind": "language", "languages": ["de"]}], "destination": "https://de.example/"}
PHONE: dict[str, Any] = {"when": [{"kind": "device", "devices": ["mobile"]}], "destination": "https://phone.example/"}
IOS: dict[str, Any] = {"when": [{"kind": "system", "systems": ["iOS"]}], "destination": "https://ios.example/"}
US: dict[str, Any] = {"when": [{"kind": "country", "countries": ["US"]}], "destination": "https://us.example/"}
US_PHONE = {"when": [*PHONE["when"], *US["when"]], "destination": "https://us-phone.example/"}
SPLIT = [
    {"id": "a", "destination": "https://a.example/", "weight": 1},
    {"id": "b", "destination": "https://b.example/", "weight": 0},
]
LOUD = {"country": "US", "device": "mobile", "system": "iOS", "language": "de"}


def link(*given: dict[str, Any], **more: Any) -> Routing:
    return compile_routing({"destination": HOME, "rules": [*given], **more})


def lands(routing: Routing, facts: Facts) -> str:
    return choose(routing, facts, b"visitor", 1).destination


@pytest.mark.parametrize(
    ("order", "lands_at"),
    [
        ((LANGUAGE, PHONE, US), US),
        ((LANGUAGE, PHONE), PHONE),
        ((LANGUAGE, IOS, PHONE), IOS),
        ((LANGUAGE, PHONE, IOS), PHONE),
        ((PHONE, US_PHONE, US), US_PHONE),
        ((LANGUAGE,), LANGUAGE),
    ],
)
def test_rules_naming_a_country_come_first_then_device_or_system_then_the_rest(
    order: tuple[dict[str, Any], ...], lands_at: dict[str, Any]
) -> None:
    assert (
        lands(link(*order), click(country="US", device="mobile", system="iOS", language="de"))
        == lands_at["destination"]
    )
    kept = link(*order, keep_order=True)
    assert lands(kept, click(country="US", device="mobile", system="iOS", language="de")) == order[0]["destination"]


def test_all_conditions_of_a_rule_must_hold() -> None:
    assert lands(link(US_PHONE), click(country="US", device="mobile")) == "https://us-phone.example/"
    assert lands(link(US_PHONE), click(country="US", device="desktop")) == HOME
    assert lands(link(US_PHONE), click(country="DE", device="mobile")) == HOME


def test_the_split_answers_only_where_no_rule_does_and_the_default_where_there_is_none() -> None:
    assert lands(link(US, split=SPLIT), click(country="US")) == "https://us.example/"
    chosen = choose(link(US, split=SPLIT), click(), b"visitor", 1)
    assert (chosen.destination, chosen.rule, chosen.variant) == ("https://a.example/", None, "a")
    assert lands(link(US), click()) == HOME


def test_a_choice_names_the_rule_by_its_place_in_the_users_list() -> None:
    assert choose(link(LANGUAGE, PHONE, US), click(country="US"), b"", 1).rule == 2


def test_what_no_rule_asks_for_is_not_found_out() -> None:
    def forbidden() -> Any:
        raise AssertionError("nobody asked")

    facts = Supposed(
        click(language="de").visitor, NOON, place=forbidden, returning=forbidden, device=forbidden, source=forbidden
    )
    assert lands(link(LANGUAGE, split=SPLIT), facts) == LANGUAGE["destination"]
    cheap_first = {
        "when": [*US["when"], {"kind": "query", "name": "x", "test": "present"}],
        "destination": "https://x.example/",
    }
    assert lands(link(cheap_first), facts) == HOME


def test_needs_say_what_rules_may_have_to_find_out() -> None:
    assert link().needs == link(LANGUAGE).needs == frozenset()
    assert link(US_PHONE, IOS).needs == {"place", "device"}
    returning = {
        "when": [{"kind": "visitor", "visitor": "new"}, {"kind": "source", "sources": ["X"]}],
        "destination": HOME,
    }
    assert rules.needs(rules.parse([returning])) == {"returning", "source"}


def test_the_address_has_the_links_utm_and_what_the_visitor_brought() -> None:
    routing = link(US, split=SPLIT, utm={"source": "sms"}, forward_params=True)
    chosen = choose(routing, click(country="US"), b"", 1)
    assert chosen.destination == "https://us.example/"
    assert address(routing, chosen, "c=abcdefgh&x=1") == "https://us.example/?utm_source=sms&x=1"
    assert address(routing, choose(routing, click(), b"", 1), "") == "https://a.example/?utm_source=sms"
    kept = link(utm={"source": "sms"})
    assert address(kept, kept.default, "x=1") == f"{HOME}?utm_source=sms"


@pytest.mark.parametrize(
    ("more", "fixed"),
    [
        ({}, True),
        ({"utm": {"source": "x"}}, True),
        ({"rules": [US]}, False),
        ({"split": SPLIT}, False),
        ({"forward_params": True}, False),
    ],
)
def test_only_a_link_that_sends_everyone_to_one_address_is_fixed(more: dict[str, Any], *, fixed: bool) -> None:
    assert compile_routing({"destination": HOME, **more}).is_fixed is fixed


def test_paid_rules_rest_and_wake_on_upgrade() -> None:
    routing = link(US, PHONE, LANGUAGE, split=SPLIT)
    starter = under(routing, STARTER.features)
    assert lands(starter, click(country="US", device="mobile", language="de")) == LANGUAGE["destination"]
    assert lands(starter, click(country="US", device="mobile")) == HOME
    assert starter.needs == frozenset()
    assert under(routing, PRO.features) is routing
    assert routing.features == {"country_rules", "device_rules", "split"}


def test_a_published_rule_that_cannot_be_read_rests_and_is_told(caplog: pytest.LogCaptureFixture) -> None:
    unread = {"when": [{"kind": "moon_phase"}], "destination": "https://moon.example/"}
    with caplog.at_level(logging.WARNING):
        routing = link(unread, US, split=[{}], utm={"x": 1})
    assert lands(routing, click(country="US")) == "https://us.example/"
    assert choose(routing, click(country="US"), b"", 1).rule == 1
    assert lands(routing, click()) == HOME
    assert [record.getMessage().split(": ")[1] for record in caplog.records] == [
        "utm.x",
        "rules[0].when[0].kind",
        "split",
    ]


def test_the_simulator_tells_which_rule_answers_and_why_each_other_would_not() -> None:
    told = explain(link(LANGUAGE, US_PHONE, PHONE, US), click(country="US", device="mobile", language="fr"), b"", 1)
    assert (told.choice.rule, told.url) == (1, "https://us-phone.example/")
    assert [(one.rule, one.holds, one.answers, one.why_not) for one in told.rules] == [
        (1, True, True, ""),
        (3, True, False, "Rule 2 comes first and holds."),
        (2, True, False, "Rule 2 comes first and holds."),
        (0, False, False, "The visitor prefers fr, not de."),
    ]
    assert [(one.kind, one.holds) for one in told.rules[0].conditions] == [("device", True), ("country", True)]


def test_the_simulator_names_every_condition_that_fails() -> None:
    told = explain(link(US_PHONE), click(device="desktop"), b"", 1).rules[0]
    assert told.why_not == (
        "The visitor's device is desktop, not mobile. It is not known which country the visitor is in."
    )


def test_rules_are_written_as_they_are_read() -> None:
    given = [US_PHONE, LANGUAGE, IOS]
    assert rules.as_json(rules.parse(given)) == given


def test_a_destination_is_checked_by_whoever_knows_which_are_fit() -> None:
    def check(destination: str, at: str) -> str:
        if "us" in destination:
            raise Invalid(at, "Not there.", code="destination_loop")
        return destination.upper()

    assert rules.parse([PHONE], check)[0].destination == "HTTPS://PHONE.EXAMPLE/"
    with pytest.raises(Invalid) as caught:
        rules.parse([PHONE, US], check)
    assert caught.value.details["field"] == "rules[1].destination"
