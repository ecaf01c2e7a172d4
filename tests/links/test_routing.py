"""Rules, splits and UTM fields of a link: kept as sent, published for clicks, and asked of the plan."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select, text

from plugin.links.addresses import Address
from plugin.links.live import Live, parse
from plugin.routing.choose import choose
from plugin.routing.facts import Supposed
from plugin.tenancy import tenant
from plugin.visitors.geo import Place
from plugin.visitors.visitor import Visitor
from tests.cast import Tenant
from tests.dashboard import Dashboard, dashboard

GERMANY = {"when": [{"kind": "country", "countries": ["DE"]}], "destination": "https://example.de/"}
PHONES = {"when": [{"kind": "device", "devices": ["mobile"]}], "destination": "https://m.example.com/"}
VIPS = {
    "when": [{"kind": "query", "name": "ref", "test": "equals", "values": ["vip"]}],
    "destination": "https://v.example/",
}
HALVES = [{"destination": "https://a.example/", "weight": 1}, {"destination": "https://b.example/", "weight": 1.5}]


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location)


def live(location: Tenant, link: dict[str, Any]) -> Live:
    with tenant(location.id) as db:
        row = db.execute(select(Address).where(Address.slug == link["slug"])).scalar_one()
        return parse(row.domain_id, row.slug, row.location_id, row.target_id or 0, row.published)


def move(location: Tenant, plan: str) -> None:
    with tenant(location.id) as db:
        db.execute(text("UPDATE terms SET plan = :plan"), {"plan": plan})


def test_a_link_keeps_its_rules_in_one_spelling_and_shows_them_again(alice: Dashboard) -> None:
    typed = {"when": [{"kind": "country", "countries": ["de", "DE", "at"]}], "destination": " Example.de/Tür "}
    link = alice.link(rules=[typed, VIPS], keep_order=True)
    kept = {"when": [{"kind": "country", "countries": ["DE", "AT"]}], "destination": "https://example.de/T%C3%BCr"}
    assert link["rules"] == [kept, VIPS]
    assert link["keep_order"] is True
    assert alice.patch(f"/links/{link['id']}", rules=link["rules"]).json["rules"] == link["rules"]


def test_a_split_keeps_ids_by_which_variants_stay_the_same(alice: Dashboard) -> None:
    split = alice.link(split=HALVES)["split"]
    assert [(one["destination"], one["weight"]) for one in split] == [
        (one["destination"], one["weight"]) for one in HALVES
    ]
    assert len({one["id"] for one in split}) == 2


def test_utm_fields_that_are_blank_are_not_kept(alice: Dashboard) -> None:
    link = alice.link(utm={"source": " sms ", "medium": "", "term": None})
    assert link["utm"] == {"source": "sms"}
    assert alice.patch(f"/links/{link['id']}", utm=None).json["utm"] == {}


def test_visitors_are_told_the_routing_and_a_plain_link_has_none(alice: Dashboard, location: Tenant) -> None:
    assert live(location, alice.link()).routing is None
    link = alice.link(rules=[PHONES, GERMANY], split=HALVES, utm={"source": "sms"}, forward_params=True)
    routing = live(location, link).routing
    assert routing is not None
    assert routing.forward
    facts = Supposed(Visitor(), 0.0, place=lambda: Place("DE"))
    assert choose(routing, facts, b"anyone", 1).url == "https://example.de/?utm_source=sms"
    alice.patch(f"/links/{link['id']}", rules=[], split=[], utm={}, forward_params=False)
    assert live(location, link).routing is None


@pytest.mark.parametrize("field", ["rules", "split", "utm"])
def test_null_takes_them_away(alice: Dashboard, field: str) -> None:
    link = alice.link(rules=[VIPS], split=HALVES, utm={"source": "sms"})
    assert alice.patch(f"/links/{link['id']}", **{field: None}).json[field] == type(link[field])()


@pytest.mark.parametrize(
    "case",
    [
        ("rules", [VIPS, GERMANY], "rules[1]", "country_rules"),
        ("rules", [PHONES], "rules[0]", "device_rules"),
        ("split", HALVES, "split", "split"),
    ],
)
def test_a_plan_without_them_refuses_new_ones_and_lets_be_what_is_there(
    alice: Dashboard, location: Tenant, case: tuple[str, Any, str, str]
) -> None:
    field, value, at, feature = case
    link = alice.link(**{field: value})
    move(location, "starter")
    refused = alice.post("/links", destination="https://example.com", **{field: value})
    assert (refused.status, refused.code, refused.field) == (402, "plan_feature", at)
    assert refused.json["details"]["feature"] == feature
    again = alice.patch(f"/links/{link['id']}", **{field: link[field]}, title="New")
    assert (again.status, again.json[field]) == (200, link[field])
    assert alice.patch(f"/links/{link['id']}", **{field: []}).json[field] == []


def test_rules_that_every_plan_has_need_no_larger_one(alice: Dashboard, location: Tenant) -> None:
    move(location, "starter")
    assert alice.link(rules=[VIPS])["rules"] == [VIPS]
    refused = alice.post("/links", destination="https://example.com", rules=[VIPS, GERMANY])
    assert refused.field == "rules[1]"
