"""The price list and its gate: what a plan refuses, and what it never breaks."""

from __future__ import annotations

import dataclasses
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from plugin.errors import PlanRefusal
from plugin.plans import limits, plans
from plugin.plans.plans import PLANS, PRO, STARTER
from plugin.tenancy import tenant
from tests.cast import Tenant, make_tenant
from tests.dashboard import Dashboard, dashboard


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch, location: Tenant) -> Tenant:
    """A location on a Starter that holds three active links, so that a test can use it up."""
    three = dataclasses.replace(STARTER, active_links=3)
    monkeypatch.setattr(plans, "PLANS", (three, PRO))
    monkeypatch.setattr(limits, "PLANS", (three, PRO))
    move(location, "starter")
    return location


def move(location: Tenant, plan: str) -> None:
    with tenant(location.id) as db:
        db.execute(text("UPDATE terms SET plan = :plan"), {"plan": plan})


def full(location: Tenant) -> tuple[Dashboard, list[str]]:
    alice = dashboard(location)
    return alice, [alice.link()["id"] for _ in range(3)]


def test_the_price_list_says_what_was_agreed() -> None:
    said = [(plan.label, plan.dollars, plan.active_links, plan.history_days, plan.pages) for plan in PLANS]
    assert said == [("Starter", 29, 1_000, 180, 50), ("Pro", 49, None, 365, 250)]
    assert set(STARTER.features) < set(PRO.features)
    only_pro = set(PRO.features) - set(STARTER.features)
    assert only_pro == {"custom_domains", "passwords", "country_rules", "device_rules", "split"}


def test_an_account_sees_its_plan_and_what_it_uses(location: Tenant) -> None:
    alice = dashboard(location)
    alice.link()
    alice.link(paused=True)
    plan = alice.get("/plan").json
    assert (plan["name"], plan["label"]) == ("pro", "Pro")
    assert plan["limits"] == {"active_links": None, "history_days": 365, "pages": 250}
    assert plan["used"] == {"active_links": 1}
    assert "passwords" in plan["features"]


def test_the_starter_plan_shows_its_limits(settings: object) -> None:
    plan = dashboard(make_tenant("starter", plan="starter")).get("/plan").json
    assert plan["limits"] == {"active_links": 1_000, "history_days": 180, "pages": 50}
    assert "passwords" not in plan["features"]


def test_a_full_plan_refuses_one_more_and_says_which_has_room(small: Tenant) -> None:
    alice, _ = full(small)
    refused = alice.post("/links", destination="https://example.com")
    assert (refused.status, refused.code) == (402, "plan_limit")
    assert refused.json["details"] == {"limit": 3, "used": 3, "plan_with_it": "pro"}
    assert alice.get("/links").json["total"] == 3


def test_paused_expired_and_deleted_links_are_not_counted(small: Tenant) -> None:
    alice, ids = full(small)
    assert alice.link(paused=True)["status"] == "paused"
    alice.patch(f"/links/{ids[0]}", paused=True)
    alice.link()
    with tenant(small.id) as db:
        db.execute(text("UPDATE links SET expires_at = now() WHERE id = :id"), {"id": int(ids[1])})
    alice.link()
    alice.delete(f"/links/{ids[2]}")
    alice.link()
    assert alice.get("/plan").json["used"] == {"active_links": 3}
    assert alice.post("/links", destination="https://example.com").code == "plan_limit"


def test_a_link_that_has_yet_to_start_is_active_already(small: Tenant) -> None:
    alice, ids = full(small)
    soon = (datetime.now(UTC) + timedelta(days=1)).isoformat()
    assert alice.patch(f"/links/{ids[0]}", starts_at=soon).json["status"] == "scheduled"
    assert alice.post("/links", destination="https://example.com").code == "plan_limit"


def test_waking_a_link_needs_room_as_making_one_does(small: Tenant) -> None:
    alice, _ = full(small)
    paused = alice.link(paused=True)
    refused = alice.patch(f"/links/{paused['id']}", paused=False, title="New")
    assert refused.code == "plan_limit"
    assert alice.get(f"/links/{paused['id']}").json == paused


def test_a_downgrade_breaks_no_link_and_lets_all_be_edited(small: Tenant) -> None:
    move(small, "pro")
    alice, ids = full(small)
    alice.link()
    alice.link()
    move(small, "starter")
    assert {link["status"] for link in alice.get("/links").json["items"]} == {"active"}
    assert alice.patch(f"/links/{ids[0]}", destination="https://example.org").status == 200
    assert alice.post("/links", destination="https://example.com").json["details"]["used"] == 5


def test_of_two_who_take_the_last_place_one_is_refused(small: Tenant) -> None:
    dashboard(small).link()
    dashboard(small).link()
    ready = threading.Barrier(4)

    def make(_number: int) -> int:
        alice = dashboard(small)
        ready.wait(timeout=30)
        return alice.post("/links", destination="https://example.com").status

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(make, range(4))) == [201, 402, 402, 402]


def test_what_a_link_has_from_a_larger_plan_stays_and_only_more_of_it_is_refused(
    small: Tenant, monkeypatch: pytest.MonkeyPatch
) -> None:
    move(small, "pro")
    alice = dashboard(small)
    ends, later = ((datetime.now(UTC) + timedelta(days=days)).isoformat() for days in (1, 2))
    link = alice.link(expires_at=ends, crm_tags=["vip"])
    monkeypatch.setattr(plans, "PLANS", (dataclasses.replace(STARTER, features=()), PRO))
    move(small, "starter")
    assert alice.patch(f"/links/{link['id']}", title="New", expires_at=ends, crm_tags=["vip"]).status == 200
    for field, value in (("expires_at", later), ("crm_tags", ["vip", "flyer"])):
        refused = alice.patch(f"/links/{link['id']}", **{field: value})
        assert (refused.status, refused.code, refused.field) == (402, "plan_feature", field)
    refused = alice.post("/links", destination="https://example.com", slug="own-slug-of-mine")
    assert (refused.status, refused.code, refused.field) == (402, "plan_feature", "slug")


def test_a_feature_of_a_larger_plan_is_refused_by_its_name(small: Tenant) -> None:
    with pytest.raises(PlanRefusal) as refused, tenant(small.id) as db:
        limits.require_feature(db, "passwords", "password")
    assert (refused.value.code, refused.value.status) == ("plan_feature", 402)
    assert refused.value.details == {"feature": "passwords", "field": "password", "plan_with_it": "pro"}
    move(small, "pro")
    with tenant(small.id) as db:
        limits.require_feature(db, "passwords", "password")
