"""What a visitor is answered, by values alone."""

from __future__ import annotations

import pkgutil
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugin.clicks import gates
from plugin.clicks.asked import Asked, Passes
from plugin.clicks.awake import KEPT, _rested, awake
from plugin.clicks.decide import Page, Redirect, always, decide
from plugin.clicks.terms import Terms
from plugin.links.live import Live
from plugin.links.parts import LeadForm, Pixel, Preview
from plugin.routing.routing import compile_routing
from plugin.visitors.geo import Place
from plugin.visitors.visitor import Visitor
from tests.clicks.conftest import AGENT

NOW = 1_000_000.0


def live(**fields: object) -> Live:
    ids: dict[str, object] = {"location_id": 1, "link_id": 2, "domain_id": 3, "slug": "abc", "kind": "redirect"}
    return Live(**{**ids, "destination": "https://example.com/", **fields})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"paused": True}, "paused"),
        ({"starts_at": NOW + 0.1}, "starts"),
        ({"expires_at": NOW}, "expired"),
        ({"paused": True, "starts_at": NOW + 1, "expires_at": NOW - 1}, "paused"),
        ({"starts_at": NOW + 1, "expires_at": NOW - 1}, "starts"),
    ],
)
def test_the_first_gate_that_is_shut_answers(fields: dict[str, object], kind: str) -> None:
    answer = decide(live(**fields), Terms(1), Asked(Visitor()), NOW)
    assert isinstance(answer, Page)
    assert answer.kind == kind


@pytest.mark.parametrize("fields", [{}, {"starts_at": NOW}, {"expires_at": NOW + 0.1}])
def test_with_all_gates_open_the_visitor_is_sent_to_the_destination(fields: dict[str, object]) -> None:
    assert decide(live(**fields), Terms(1), Asked(Visitor()), NOW) == Redirect(
        "https://example.com/", 302, destination="https://example.com/"
    )


def test_nobody_is_sent_anywhere_for_a_suspended_location() -> None:
    answer = decide(live(), Terms(1, suspended=True), Asked(Visitor()), NOW)
    assert isinstance(answer, Page)
    assert answer.outcome != "sent"


def test_every_gate_is_in_the_tuple_under_its_own_name() -> None:
    files = {module.name for module in pkgutil.iter_modules(gates.__path__)}
    assert files == {gate.kind for gate in gates.KINDS}


RULE = {
    "when": [{"kind": "query", "name": "a", "test": "equals", "values": ["1"]}],
    "destination": "https://example.com/rule",
}
changes = st.fixed_dictionaries(
    {},
    optional={
        "kind": st.sampled_from(["redirect", "vcard", "amazon"]),
        "paused": st.booleans(),
        "starts_at": st.none() | st.floats(NOW - 9, NOW + 9),
        "expires_at": st.none() | st.floats(NOW - 9, NOW + 9),
        "expired_destination": st.none() | st.just("https://example.com/over"),
        "capped": st.booleans(),
        "password": st.none() | st.integers(1, 3),
        "lead_form": st.none() | st.just(LeadForm(headline="Hello", fields=())),
        "redirect_status": st.sampled_from([301, 302, 307]),
        "preview": st.none() | st.just(Preview(title="A")),
        "pixels": st.sampled_from([(), (Pixel(kind="linkedin", id="123456"),)]),
        "routing": st.none()
        | st.fixed_dictionaries(
            {"destination": st.just("https://example.com/")},
            optional={
                "rules": st.just([RULE]),
                "utm": st.just({"source": "sms"}),
                "forward_params": st.booleans(),
                "split": st.just([{"destination": f"https://example.com/{name}", "weight": 1} for name in "ab"]),
            },
        ).map(compile_routing),
    },
)
visitors = st.builds(
    Visitor,
    user_agent=st.sampled_from(["", "facebookexternalhit/1.1", "Mozilla/5.0 (X11; Linux) Gecko/1 Firefox/130.0"]),
    method=st.sampled_from(["GET", "HEAD", "POST"]),
    query=st.sampled_from(["", "a=1", "a=2&b=3"]),
)
shown = st.builds(Passes, unlocked=st.none() | st.integers(1, 3), left=st.booleans(), let_through=st.booleans())
terms = st.builds(Terms, st.just(1), st.sampled_from(["starter", "pro", "of tomorrow"]), suspended=st.booleans())


@settings(deadline=None)
@given(changes, visitors, shown, terms)
def test_whatever_comes_there_is_an_answer_and_it_holds_to_what_was_promised(
    fields: dict[str, Any], visitor: Visitor, passes: Passes, terms: Terms
) -> None:
    link = live(**fields)
    answer = decide(link, terms, Asked(visitor, passes=passes), NOW)
    assert answer == decide(link, terms, Asked(visitor, passes=passes), NOW)
    if always(link, terms) is not None:
        assert answer == always(link, terms)
    if answer.outcome == "sent":
        assert not link.capped or passes.let_through
        assert link.password in {None, passes.unlocked}
        assert link.lead_form is None or passes.left
    if isinstance(answer, Redirect) and answer.status == 301:
        others = [
            decide(link, terms, Asked(Visitor(query=query, user_agent=AGENT, address=address)), NOW + later)
            for query in ("", "a=1") for address in ("", "192.0.2.1") for later in (0, 86_400)
        ]  # fmt: skip
        assert others == [answer] * len(others)
    if isinstance(answer, Page) and answer.kind == "preview":
        assert answer.onward is None


def test_nothing_is_found_out_about_a_visitor_that_no_rule_asks_for() -> None:
    def fail(*_: object) -> Any:
        raise AssertionError("nobody asked for it")

    routing = compile_routing({"destination": "https://example.com/", "rules": [RULE]})
    asked = Asked(Visitor(query="a=1"), place_of=fail, seen=fail)
    answer = decide(live(routing=routing), Terms(1, "pro"), asked, NOW)
    assert answer == Redirect("https://example.com/rule", destination="https://example.com/rule", rule=0)


def test_each_thing_is_found_out_once() -> None:
    asked_for: list[str] = []

    def place_of(address: str) -> Place:
        asked_for.append(address)
        return Place("DE")

    asked = Asked(Visitor(address="192.0.2.1"), place_of=place_of)
    assert (asked.at(NOW).place, asked.place, asked.place) == (Place("DE"),) * 3
    assert asked_for == ["192.0.2.1"]
    assert asked.dice == asked.dice == asked.showing(Passes(left=True)).dice


def test_what_rests_on_a_plan_is_worked_out_once_and_few_are_kept() -> None:
    split = [{"destination": f"https://example.com/{name}", "weight": 1} for name in "ab"]
    routings = [compile_routing({"destination": "https://example.com/", "split": split}) for _ in range(KEPT + 5)]
    for routing in routings:
        assert not awake(routing, "starter").split
        assert awake(routing, "starter") is awake(routing, "starter")
        assert awake(routing, "pro") is routing
    assert len(_rested) <= KEPT
