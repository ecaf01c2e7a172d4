"""What an event failed to tell is found by asking the marketplace, once a day and within its limits."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from oauth import plan_check
from oauth.tokens import token_for
from plugin.locations.book import Place
from plugin.tenancy import tenant
from tests.plans.conftest import Marketplace, plan_id_of, plan_of
from tests.sandbox.contract import call_complaints
from tests.sandbox_crm import Sandbox
from workers import reconcile_plans as turn
from workers.reconcile_plan import reconcile_plan

PATH = "/marketplace/app/"


def move_silently(sandbox: Sandbox, place: Place, plan_id: str) -> None:
    """The user moves to another plan and no event reaches us."""
    sandbox.call("POST", "/_sandbox/installs/plan", json={"resource": place.crm_location_id, "plan_id": plan_id})


def test_a_change_that_no_event_told_of_is_found(sandbox: Sandbox, place: Place) -> None:
    move_silently(sandbox, place, "plan_starter")
    reconcile_plan(place.location_id)
    assert (plan_of(place), plan_id_of(place)) == ("starter", "plan_starter")
    for call in sandbox.requests(PATH, place.crm_location_id):
        assert call_complaints("marketplace.json", call) == []


def test_it_is_asked_once_a_day(sandbox: Sandbox, place: Place) -> None:
    for _ in range(3):
        reconcile_plan(place.location_id)
    assert len(sandbox.requests(PATH, place.crm_location_id)) == 1
    tomorrow = datetime.now(UTC) + timedelta(days=1, minutes=1)
    plan_check.reconcile(place.location_id, tomorrow)
    assert len(sandbox.requests(PATH, place.crm_location_id)) == 2


def test_what_an_event_told_since_is_newer_than_the_answer(
    marketplace: Marketplace, sandbox: Sandbox, place: Place
) -> None:
    asked = datetime.now(UTC) - timedelta(seconds=1)
    marketplace.move(place, "plan_starter")
    plan_check.reconcile(place.location_id, asked)
    assert plan_of(place) == "starter"


@pytest.mark.parametrize(
    "fault",
    [{"status": 500}, {"status": 429}, {"status": 403}, {"status": 401, "message": "not authorized for this scope"}],
)
def test_a_crm_that_does_not_say_leaves_the_plan_alone(sandbox: Sandbox, place: Place, fault: dict[str, Any]) -> None:
    move_silently(sandbox, place, "plan_starter")
    sandbox.fault(location=place.crm_location_id, path=PATH, count=9, **fault)
    reconcile_plan(place.location_id)
    assert plan_of(place) == "pro"


def test_those_that_are_due_are_queued_a_few_at_a_time(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[int] = []
    monkeypatch.setattr(turn, "AT_ONCE", 10_000)
    monkeypatch.setattr(turn, "tell", lambda _name, location_id: told.append(location_id))
    turn.reconcile_plans()
    assert place.location_id in told
    reconcile_plan(place.location_id)
    told.clear()
    turn.reconcile_plans()
    assert place.location_id not in told


def test_an_account_that_is_gone_is_not_asked_about(sandbox: Sandbox, place: Place) -> None:
    with tenant(place.location_id) as session:
        session.execute(text("UPDATE installs SET state = 'uninstalled'"))
    reconcile_plan(place.location_id)
    assert not sandbox.requests(PATH, place.crm_location_id)


def test_a_renewed_token_that_names_another_plan_has_the_marketplace_asked(sandbox: Sandbox, place: Place) -> None:
    reconcile_plan(place.location_id)
    move_silently(sandbox, place, "plan_starter")
    with tenant(place.location_id) as session:
        session.execute(text("UPDATE installs SET expires_at = now()"))
    token_for(place.location_id)
    assert plan_of(place) == "pro"
    assert place.location_id in plan_check.unchecked(datetime.now(UTC), 10_000)
    reconcile_plan(place.location_id)
    assert plan_of(place) == "starter"
