"""A payment that fails leaves time to settle it; a plan that lapses makes nothing new and breaks nothing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from plugin.locations.book import Place
from plugin.plans.verbs import plan_in_use
from plugin.tenancy import tenant
from tests.crm_world import install
from tests.dashboard import Dashboard
from tests.plans.conftest import Marketplace, at_work, days_pass
from tests.sandbox_crm import Sandbox
from workers.lapse_plans import lapse_plans

MINUTE = timedelta(minutes=1)
PHONES = {"when": [{"kind": "device", "devices": ["mobile"]}], "destination": "https://m.example.com/"}
HALVES = [{"destination": f"https://example.com/{half}", "weight": 1} for half in "ab"]


@pytest.fixture
def alice(place: Place) -> Dashboard:
    return at_work(place)


def notices(alice: Dashboard) -> dict[str, str]:
    return {notice["code"]: notice["message"] for notice in alice.get("/me").json["notices"]}


def grace(alice: Dashboard) -> datetime:
    return datetime.fromisoformat(alice.get("/plan").json["grace_until"])


def test_a_failed_payment_is_told_and_changes_nothing_for_thirty_days(
    marketplace: Marketplace, place: Place, alice: Dashboard
) -> None:
    at = datetime.now(UTC).replace(microsecond=0)
    assert marketplace.pay(place, "FAILED", at) == "done"
    plan = alice.get("/plan").json
    assert (plan["name"], plan["payment"], plan["lapsed"]) == ("pro", "failed", False)
    assert timedelta(days=30) <= grace(alice) - at < timedelta(days=30, seconds=1)
    assert "Everything goes on until" in notices(alice)["payment_failed"]
    lapse_plans()
    assert alice.link(password="secret")["has_password"] is True


def test_more_failures_do_not_prolong_the_grace_and_a_pending_one_does_not_end_it(
    marketplace: Marketplace, place: Place, alice: Dashboard
) -> None:
    at = datetime.now(UTC)
    marketplace.pay(place, "FAILED", at - 3 * MINUTE)
    until = grace(alice)
    for status, passed in (("PENDING", 2), ("FAILED", 1)):
        assert marketplace.pay(place, status, at - passed * MINUTE) == "done"
        assert grace(alice) == until


def test_a_payment_that_goes_through_ends_the_grace(marketplace: Marketplace, place: Place, alice: Dashboard) -> None:
    marketplace.pay(place, "FAILED")
    assert marketplace.pay(place, "COMPLETE") == "done"
    plan = alice.get("/plan").json
    assert (plan["payment"], plan["grace_until"]) == ("complete", None)
    assert "payment_failed" not in notices(alice)


def test_a_failure_that_comes_after_the_payment_that_mended_it_is_old(
    marketplace: Marketplace, place: Place, alice: Dashboard
) -> None:
    at = datetime.now(UTC)
    assert marketplace.pay(place, "COMPLETE", at) == "done"
    assert marketplace.pay(place, "FAILED", at - MINUTE) == "old"
    assert alice.get("/plan").json["payment"] == "complete"


@pytest.mark.parametrize("status", ["failed", "REFUNDED", "", None, 5])
def test_a_status_that_is_none_is_nothing(marketplace: Marketplace, place: Place, status: Any) -> None:
    assert marketplace.tell("APP_PAYMENT_STATUS", place, newStatus=status) == "nothing"


def test_a_plan_that_has_lapsed_makes_nothing_new_and_keeps_what_there_is(
    marketplace: Marketplace, place: Place, alice: Dashboard
) -> None:
    link = alice.link(rules=[PHONES], split=HALVES, password="secret", expires_at="2199-01-01T00:00:00Z")
    marketplace.pay(place, "FAILED")
    days_pass(place, 29.9)
    assert alice.get("/plan").json["lapsed"] is False
    days_pass(place, 0.2)
    plan = alice.get("/plan").json
    assert (plan["lapsed"], plan["name"], plan["features"]) == (True, "pro", [])
    assert "Your links keep working" in notices(alice)["plan_lapsed"]
    for path, body in (
        ("/links", {"destination": "https://example.com"}), ("/links", {"destination": "https://a.bc", "paused": True}),
        ("/tags", {"name": "New"}), ("/campaigns", {"name": "New", "crm_tags": []}),
    ):  # fmt: skip
        refused = alice.post(path, **body)
        assert (refused.status, refused.code) == (402, "plan_lapsed"), path
        assert refused.json["details"]["plan_with_it"] == "pro"
    path = f"/links/{link['id']}"
    refused = alice.patch(path, rules=[PHONES, {**PHONES, "destination": "https://n.example.com/"}])
    assert (refused.status, refused.code, refused.field) == (402, "plan_lapsed", "rules[1]")
    edited = alice.patch(path, title="Edited", destination="https://example.org/", rules=[PHONES])
    assert (edited.status, edited.json["has_password"]) == (200, True)
    told = alice.post(f"{path}/explain", device="mobile").json
    assert (told["rule"], told["variant"], told["destination"]) == (None, None, "https://example.org/")


def test_paying_wakes_all_that_rested(marketplace: Marketplace, place: Place, alice: Dashboard) -> None:
    link = alice.link(rules=[PHONES])
    marketplace.pay(place, "FAILED")
    days_pass(place, 31)
    assert alice.post(f"/links/{link['id']}/explain", device="mobile").json["rule"] is None
    assert marketplace.pay(place, "COMPLETE") == "done"
    assert alice.post(f"/links/{link['id']}/explain", device="mobile").json["rule"] == 0
    assert alice.link(password="secret")["has_password"] is True
    lapse_plans()
    assert alice.get("/plan").json["lapsed"] is False


def test_waking_a_paused_link_is_something_new(marketplace: Marketplace, place: Place, alice: Dashboard) -> None:
    link = alice.link(paused=True)
    marketplace.pay(place, "FAILED")
    days_pass(place, 31)
    assert alice.patch(f"/links/{link['id']}", paused=False).code == "plan_lapsed"


def test_an_account_that_installs_anew_owes_nothing(
    marketplace: Marketplace, place: Place, sandbox: Sandbox, alice: Dashboard
) -> None:
    marketplace.pay(place, "FAILED")
    days_pass(place, 31)
    marketplace.tell("UNINSTALL", None, locationId=place.crm_location_id)
    install(sandbox, place.crm_location_id)
    assert marketplace.pay(place, "FAILED", datetime.now(UTC) - MINUTE) == "old"
    with tenant(place.location_id) as session:
        found = plan_in_use(session)
    assert (found.lapsed, found.payment, found.grace_until) == (False, None, None)


def test_one_accounts_payment_is_no_other_accounts(marketplace: Marketplace, place: Place, sandbox: Sandbox) -> None:
    neighbour = at_work(install(sandbox))
    marketplace.pay(place, "FAILED")
    days_pass(place, 31)
    assert neighbour.get("/plan").json["payment"] is None
    assert neighbour.link()["status"] == "active"
