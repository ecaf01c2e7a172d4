"""The plan follows the marketplace: told by events in any order, by tokens, and asked for once a day."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text

from plugin.locations.book import Place
from plugin.tenancy import tenant
from tests.crm_world import install
from tests.plans.conftest import Marketplace, at_work, plan_id_of, plan_of
from tests.sandbox_crm import Sandbox
from workers.describe_location import describe_location


def unknown() -> float:
    return REGISTRY.get_sample_value("smartlinks_unknown_plans_total") or 0.0


def test_a_change_in_the_marketplace_changes_the_plan_by_itself(marketplace: Marketplace, place: Place) -> None:
    alice = at_work(place)
    assert alice.get("/me").json["plan"]["name"] == "pro"
    assert marketplace.move(place, "plan_starter") == "done"
    plan = alice.get("/me").json["plan"]
    assert (plan["name"], plan["limits"]["active_links"], plan["limits"]["history_days"]) == ("starter", 1_000, 180)
    assert not {"passwords", "split", "country_rules", "device_rules", "custom_domains"} & set(plan["features"])


def test_changes_that_overtake_each_other_leave_the_newest(marketplace: Marketplace, place: Place) -> None:
    pro = plan_id_of(place)
    newer, older = datetime.now(UTC), datetime.now(UTC) - timedelta(seconds=30)
    assert marketplace.move(place, "plan_starter", newer) == "done"
    assert marketplace.move(place, pro, older) == "old"
    assert marketplace.tell("INSTALL", place, older, planId=pro) == "done"
    assert plan_of(place) == "starter"
    assert marketplace.move(place, pro) == "done"
    assert plan_of(place) == "pro"


def test_a_plan_that_the_settings_do_not_name_is_counted_and_changes_nothing(
    marketplace: Marketplace, place: Place
) -> None:
    before = unknown()
    assert marketplace.move(place, "plan_of_next_year") == "done"
    assert (plan_of(place), unknown()) == ("pro", before + 1)
    assert plan_id_of(place) == "plan_of_next_year"


@pytest.mark.parametrize("body", [{}, {"newPlanId": None}, {"newPlanId": ""}, {"newPlanId": 7}, {"newPlanId": ["x"]}])
def test_a_change_that_names_no_plan_is_nothing(marketplace: Marketplace, place: Place, body: dict[str, Any]) -> None:
    assert marketplace.tell("PLAN_CHANGE", place, **body) == "nothing"
    assert plan_of(place) == "pro"


def test_one_accounts_change_is_no_other_accounts(marketplace: Marketplace, place: Place, sandbox: Sandbox) -> None:
    neighbour = install(sandbox)
    assert neighbour.company_id == place.company_id
    marketplace.move(place, "plan_starter")
    assert (plan_of(place), plan_of(neighbour)) == ("starter", "pro")


def test_a_companys_change_is_that_of_the_accounts_it_pays_for(
    marketplace: Marketplace, place: Place, sandbox: Sandbox
) -> None:
    paid = install(sandbox)
    with tenant(paid.location_id) as session:
        session.execute(text("UPDATE installs SET via_company = true"))
    told: dict[str, Any] = {"companyId": place.crm_company_id, "currentPlanId": "p", "newPlanId": "plan_starter"}
    assert marketplace.tell("PLAN_CHANGE", None, **told) == "done"
    assert (plan_of(paid), plan_of(place)) == ("starter", "pro")
    assert marketplace.tell("PLAN_CHANGE", None, **{**told, "companyId": "nobody"}) == "nothing"


def test_a_change_that_comes_before_the_tokens_waits_for_them(marketplace: Marketplace, sandbox: Sandbox) -> None:
    location = sandbox.new_location()
    about = {"locationId": location["id"], "companyId": location["companyId"]}
    later = datetime.now(UTC) + timedelta(seconds=60)
    assert marketplace.tell("PLAN_CHANGE", None, later, newPlanId="plan_starter", **about) == "waits"
    place = install(sandbox, str(location["id"]))
    describe_location(place.location_id)
    assert plan_of(place) == "starter"


def test_a_change_from_before_an_uninstall_is_not_the_next_installs(
    marketplace: Marketplace, place: Place, sandbox: Sandbox
) -> None:
    before = datetime.now(UTC)
    assert marketplace.tell("UNINSTALL", None, locationId=place.crm_location_id) == "done"
    install(sandbox, place.crm_location_id)
    assert marketplace.move(place, "plan_starter", before - timedelta(seconds=5)) == "old"
    assert plan_of(place) == "pro"
