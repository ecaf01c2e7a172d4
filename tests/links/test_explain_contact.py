"""The simulator with a contact: it reads the same copy as a click does, and says what it lacks."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from plugin.contacts import verbs
from plugin.contacts.merge import news_of
from plugin.settings import Settings
from plugin.tenancy import tenant
from tests.cast import Tenant, make_tenant
from tests.dashboard import dashboard

VIP = {"when": [{"kind": "contact", "tags": ["VIP", "gold"]}], "destination": "https://example.com/vip"}
JO, ANN, RIVALS = "jo0000000000", "ann000000000", "rivals0contact"


@pytest.mark.parametrize(
    ("asked", "rule", "why_not"),
    [
        ({"contact": JO}, 0, ""),
        ({"contact": ANN}, None, "The contact has none of these tags: VIP, gold."),
        ({"contact": RIVALS}, None, "Nothing is known of this contact's tags."),
        ({}, None, "The visitor is not named as a contact."),
    ],
)
def test_it_says_whether_the_contact_has_the_tag(
    location: Tenant, rival: Tenant, asked: dict[str, Any], rule: int | None, why_not: str
) -> None:
    for owner, contact_id, tags in ((location, JO, ["vip"]), (location, ANN, ["new"]), (rival, RIVALS, ["vip"])):
        with tenant(owner.id) as db:
            verbs.know(db, contact_id, news_of(datetime.now(UTC), {"tags": tags}))
    alice = dashboard(location)
    link = alice.link(rules=[VIP])
    assert link["rules"] == [VIP]
    told = alice.post(f"/links/{link['id']}/explain", **asked).json
    assert (told["rule"], told["rules"][0]["why_not"]) == (rule, why_not)


def test_a_condition_that_cannot_be_is_refused_where_it_is_wrong(location: Tenant) -> None:
    rules = [{"when": [{"kind": "contact", "tags": ["vip", ""]}], "destination": "https://example.com/vip"}]
    answer = dashboard(location).post("/links", destination="https://example.com/", rules=rules)
    assert (answer.status, answer.field) == (422, "rules[0].when[0].tags[1]")


def test_every_plan_has_it(settings: Settings) -> None:
    assert dashboard(make_tenant("alice", plan="starter")).link(rules=[VIP])["rules"] == [VIP]
