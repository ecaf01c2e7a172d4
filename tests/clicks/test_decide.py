"""What a visitor is answered, by values alone."""

from __future__ import annotations

import pkgutil

import pytest

from plugin.clicks import gates
from plugin.clicks.asked import Asked
from plugin.clicks.decide import Page, Redirect, decide
from plugin.clicks.terms import Terms
from plugin.links.live import Live
from plugin.visitors.visitor import Visitor

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
