"""The simulator: which rule would answer, why each other would not, and what stands in the way."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.dashboard import Dashboard, dashboard

RULES = [
    {"when": [{"kind": "query", "name": "ref", "test": "equals", "values": ["vip"]}], "destination": "https://vip.example/"},
    {"when": [{"kind": "country", "countries": ["DE"]}], "destination": "https://example.de/"},
    {
        "when": [{"kind": "device", "devices": ["mobile"]}, {"kind": "language", "languages": ["fr"]}],
        "destination": "https://m.example/",
    },
    {
        "when": [
            {"kind": "time", "zone": "UTC", "first_day": "2030-01-01"},
            {"kind": "visitor", "visitor": "returning"},
        ],
        "destination": "https://later.example/",
    },
    {"when": [{"kind": "source", "sources": ["WhatsApp"]}], "destination": "https://wa.example/"},
]  # fmt: skip
SOON = (datetime.now(UTC) + timedelta(days=1)).isoformat()


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location)


def explain(alice: Dashboard, link: dict[str, Any], **asked: Any) -> dict[str, Any]:
    answer = alice.post(f"/links/{link['id']}/explain", **asked)
    assert answer.status == 200, answer
    told: dict[str, Any] = answer.json
    return told


@pytest.mark.parametrize(
    ("asked", "rule"),
    [
        ({}, None),
        ({"query": "?ref=vip&x=ä"}, 0),
        ({"country": "DE", "query": "ref=vip"}, 1),
        ({"device": "mobile", "language": "fr-CA,en;q=0.5"}, 2),
        ({"device": "mobile", "language": "en"}, None),
        ({"at": "2030-06-01T00:00:00Z", "returning": True, "contact": "abcdefgh12"}, 3),
        ({"at": "2029-06-01T00:00:00Z", "returning": True}, None),
        ({"source": "whatsapp", "system": "iOS", "city": "Oslo", "region": "03"}, 4),
    ],
)
def test_the_rule_that_answers_is_named(alice: Dashboard, asked: dict[str, Any], rule: int | None) -> None:
    told = explain(alice, alice.link(rules=RULES, utm={"source": "sms"}), **asked)
    destination = "https://example.com/" if rule is None else RULES[rule]["destination"]
    assert (told["rule"], told["destination"], told["variant"]) == (rule, destination, None)
    assert told["url"] == f"{destination}?utm_source=sms"
    assert [one["rule"] for one in told["rules"] if one["answers"]] == [rule][: rule is not None]
    assert told["gates"] == []


def test_each_other_rule_says_why_it_does_not_answer(alice: Dashboard) -> None:
    told = explain(alice, alice.link(rules=RULES), country="DE", query="ref=vip", device="mobile", language="de")
    assert [one["rule"] for one in told["rules"]] == [1, 2, 0, 3, 4]
    said = {one["rule"]: one for one in told["rules"]}
    assert said[1]["why_not"] == ""
    assert said[0]["holds"]
    assert "comes first" in said[0]["why_not"]
    assert [one["holds"] for one in said[2]["conditions"]] == [True, False]
    assert all(said[rule]["why_not"] for rule in (0, 2, 3, 4))


def test_a_split_names_its_variant(alice: Dashboard) -> None:
    link = alice.link(split=[{"destination": f"https://{name}.example/", "weight": 1} for name in "ab"])
    told = explain(alice, link)
    assert {"id": told["variant"], "destination": told["destination"], "weight": 1} in link["split"]


def test_paid_rules_rest_on_a_smaller_plan(alice: Dashboard, location: Tenant) -> None:
    link = alice.link(rules=RULES[:3])
    with tenant(location.id) as db:
        db.execute(text("UPDATE terms SET plan = 'starter'"))
    told = explain(alice, link, country="DE", query="ref=vip")
    assert told["rule"] == 0
    resting = [one["rule"] for one in told["rules"] if "rests" in one["why_not"]]
    assert resting == [1, 2]


def test_the_gates_are_named_in_order(alice: Dashboard, location: Tenant) -> None:
    form = {"headline": "Hi", "fields": [{"name": "a", "label": "A"}]}
    link = alice.link(
        password="secret", lead_form=form, click_limit=1, expires_at=SOON, expired_destination="example.org"
    )
    assert explain(alice, link)["gates"] == [
        {"kind": "password", "label": "Password"},
        {"kind": "lead", "label": "Form"},
    ]
    assert explain(alice, link)["url"] == "https://example.com/"
    late = explain(alice, link, at="2099-01-01T00:00:00Z")
    assert [gate["kind"] for gate in late["gates"]] == ["expired", "password", "lead"]
    assert late["url"] == "https://example.org"
    with tenant(location.id) as db:
        db.execute(text("UPDATE caps SET used = 1"))
    alice.patch(f"/links/{link['id']}", paused=True, starts_at=(datetime.now(UTC) + timedelta(hours=1)).isoformat())
    shut = explain(alice, link)
    assert [gate["kind"] for gate in shut["gates"]] == ["paused", "starts", "capped", "password", "lead"]
    assert shut["url"] is None


def test_a_card_ends_on_a_page_of_ours(alice: Dashboard) -> None:
    assert explain(alice, alice.link(kind="vcard", destination="", vcard={"company": "Lee"}))["url"] is None


def test_a_rivals_link_is_not_explained(alice: Dashboard, rival: Tenant) -> None:
    refused = dashboard(rival).post(f"/links/{alice.link()['id']}/explain")
    assert (refused.status, refused.code) == (404, "not_found")


@pytest.mark.parametrize(
    ("field", "value"),
    [("country", "QQ"), ("device", "fridge"), ("system", "DOS"), ("at", "noon"), ("contact", "<b>"), ("mood", "good"),
     ("query", "a\nb"), ("returning", "yes"), ("language", 7)],
)  # fmt: skip
def test_a_visitor_who_cannot_be_is_refused(alice: Dashboard, field: str, value: Any) -> None:
    refused = alice.post(f"/links/{alice.link()['id']}/explain", **{field: value})
    assert (refused.status, refused.code, refused.field) == (422, "invalid", field)
