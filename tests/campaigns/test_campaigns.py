"""Campaigns through their doors."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Tenant
from tests.dashboard import Dashboard, dashboard


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location)


def test_a_campaign_groups_links_and_counts_them(alice: Dashboard) -> None:
    made = alice.post("/campaigns", name=" Spring ", crm_tags=["Spring 27", " spring 27", "VIP"])
    assert made.status == 201
    assert made.json["name"] == "Spring"
    assert made.json["crm_tags"] == ["spring 27", "vip"]
    assert made.json["links"] == 0
    link = alice.link(campaign_id=made.json["id"])
    alice.link(campaign_id=made.json["id"])
    alice.link()
    shown = alice.get(f"/campaigns/{made.json['id']}")
    assert shown.json == {**made.json, "links": 2}
    assert alice.get("/campaigns").json == {"items": [shown.json], "next": None}
    alice.patch(f"/links/{link['id']}", campaign_id=None)
    assert alice.get(f"/campaigns/{made.json['id']}").json["links"] == 1


def test_a_campaign_is_renamed_and_its_tags_are_replaced(alice: Dashboard) -> None:
    made = alice.post("/campaigns", name="Spring", crm_tags=["spring"]).json
    assert alice.patch(f"/campaigns/{made['id']}", name="Summer").json == {**made, "name": "Summer"}
    assert alice.patch(f"/campaigns/{made['id']}", crm_tags=[]).json["crm_tags"] == []


def test_a_deleted_campaign_leaves_its_links(alice: Dashboard) -> None:
    made = alice.post("/campaigns", name="Spring").json
    link = alice.link(campaign_id=made["id"], slug=None)
    assert alice.delete(f"/campaigns/{made['id']}").status == 204
    assert alice.get(f"/links/{link['id']}").json["campaign_id"] is None
    for method in ("GET", "PATCH", "DELETE"):
        gone = alice.call(method, f"/campaigns/{made['id']}", json={} if method == "PATCH" else None)
        assert (gone.status, gone.code) == (404, "not_found")


def test_a_name_is_taken_without_regard_to_case(alice: Dashboard, rival: Tenant) -> None:
    alice.post("/campaigns", name="Spring")
    other = alice.post("/campaigns", name="Summer").json["id"]
    for answer in (alice.post("/campaigns", name="SPRING"), alice.patch(f"/campaigns/{other}", name="spring")):
        assert (answer.status, answer.code, answer.field) == (409, "campaign_taken", "name")
    assert dashboard(rival).post("/campaigns", name="Spring").status == 201


def test_campaigns_come_in_pages_by_name(alice: Dashboard) -> None:
    for name in ("c", "B", "a"):
        alice.post("/campaigns", name=name)
    first = alice.get("/campaigns", limit=2).json
    second = alice.get("/campaigns", limit=2, cursor=first["next"]).json
    assert [each["name"] for each in first["items"] + second["items"]] == ["a", "B", "c"]


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "name"), ({"name": ""}, "name"), ({"name": "x" * 81}, "name"), ({"name": "a\x00"}, "name"),
        ({"name": "Ok", "crm_tags": "vip"}, "crm_tags"), ({"name": "Ok", "crm_tags": ["x" * 101]}, "crm_tags"),
        ({"name": "Ok", "crm_tags": [str(number) for number in range(21)]}, "crm_tags"),
        ({"name": "Ok", "id": "1"}, "id"),
    ],
)  # fmt: skip
def test_an_unfit_campaign_is_refused_and_its_field_named(alice: Dashboard, body: dict[str, Any], field: str) -> None:
    answer = alice.post("/campaigns", **body)
    assert (answer.status, answer.code, answer.field) == (422, "invalid", field)
    assert alice.get("/campaigns").json["items"] == []
