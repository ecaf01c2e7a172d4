"""Steps of workflows: a link that is the contact's own, the same one when asked again, and what the contact clicked."""

from __future__ import annotations

import secrets
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient

from plugin import tenancy
from plugin.contacts import verbs as contacts
from plugin.contacts.merge import news_of
from plugin.settings import Settings
from tests.cast import Tenant, make_tenant
from tests.clicks_world import CRAWLER, a_hit, record_all, rows, tail_of, write
from tests.dashboard import dashboard
from tests.workflows.conftest import Workflow, contact_id

MAKE, CLICKS = "create_tracked_link", "get_contact_clicks"


def token(answer: Any) -> str:
    return str(answer.json["short_url"].partition("?c=")[2])


def test_a_chosen_link_is_given_with_an_opaque_token_for_the_contact(workflow: Workflow) -> None:
    link = dashboard(workflow.account).link(title="Summer")
    contact = contact_id()
    answer = workflow.step(MAKE, contact, link=link["id"])
    assert answer.status == 200
    assert answer.json == {
        "short_url": f"{link['short_url']}?c={token(answer)}", "link_id": link["id"], "title": "Summer",
        "destination": "https://example.com/",
    }  # fmt: skip
    assert len(token(answer)) == 32
    assert token(answer).isalnum()
    assert contact not in answer.json["short_url"]


def test_a_repeat_gives_the_same_link_and_token_and_another_contact_another_token(workflow: Workflow) -> None:
    first, other = contact_id(), contact_id()
    made = [workflow.step(MAKE, each, destination="https://example.com/offer") for each in (first, first, other)]
    assert made[0].json == made[1].json
    assert made[0].json["link_id"] == made[2].json["link_id"]
    assert token(made[0]) != token(made[2])
    assert dashboard(workflow.account).get("/links").json["total"] == 1


def test_whom_an_admin_has_erased_gets_a_link_that_names_nobody(workflow: Workflow) -> None:
    contact = contact_id()
    assert dashboard(workflow.account, "admin").post(f"/contacts/{contact}/erase").status == 204
    answer = workflow.step(MAKE, contact, destination="https://example.com/offer")
    assert (answer.status, token(answer)) == (200, "")
    assert rows(workflow.account, "SELECT 1 FROM contact_tokens") == []


def test_another_workflow_or_destination_makes_another_link(workflow: Workflow, client: FlaskClient) -> None:
    contact = contact_id()
    asked = [(workflow, "https://example.com/a"), (workflow, "https://example.com/b"),
             (Workflow(client, workflow.account), "https://example.com/a")]  # fmt: skip
    made = [one.step(MAKE, contact, destination=destination, title="Offer") for one, destination in asked]
    assert len({answer.json["link_id"] for answer in made}) == 3
    assert {answer.json["title"] for answer in made} == {"Offer"}


def test_contacts_who_come_at_once_share_one_link(workflow: Workflow) -> None:
    together = threading.Barrier(6)

    def come(_: int) -> Any:
        together.wait(10)
        return workflow.step(MAKE, contact_id(), destination="https://example.com/rush").json["link_id"]

    with ThreadPoolExecutor(6) as crowd:
        assert len(set(crowd.map(come, range(6)))) == 1


def test_a_link_that_was_deleted_is_made_anew(workflow: Workflow) -> None:
    contact = contact_id()
    first = workflow.step(MAKE, contact, destination="https://example.com/").json["link_id"]
    dashboard(workflow.account).delete(f"/links/{first}")
    again = workflow.step(MAKE, contact, destination="https://example.com/")
    assert (again.status, again.json["link_id"] != first) == (200, True)


@pytest.mark.parametrize(
    ("data", "field"),
    [
        ({}, "data.destination"), ({"destination": "javascript:alert(1)"}, "data.destination"),
        ({"destination": ["https://example.com"]}, "data.destination"), ({"link": "1 OR 1=1"}, "data.link"),
        ({"link": {}}, "data.link"), ({"destination": "https://x.example/\u0000"}, "data.destination"),
        ({"destination": "https://e.example/" + "a" * 9_000}, "data.destination"),
        ({"destination": "https://e.example/", "title": "a\u0000b"}, "data.title"),
    ],
)  # fmt: skip
def test_what_cannot_be_made_names_its_field(workflow: Workflow, data: dict[str, Any], field: str) -> None:
    answer = workflow.step(MAKE, contact_id(), **data)
    assert (answer.status, answer.field) == (422, field)


@pytest.mark.parametrize("contact", [None, "", "short", "../admin", "a/b/c/d/e", "x" * 41, "id with space"])
@pytest.mark.parametrize("step", [MAKE, CLICKS])
def test_a_step_needs_a_contact_that_a_link_can_name(workflow: Workflow, step: str, contact: str | None) -> None:
    answer = workflow.step(step, contact, destination="https://example.com/")
    assert (answer.status, answer.field) == (422, "extras.contactId")


def test_a_rivals_link_and_a_rivals_contact_are_refused(workflow: Workflow, rival: Tenant) -> None:
    link = dashboard(rival).link()
    assert workflow.step(MAKE, contact_id(), link=link["id"]).status == 404
    theirs, both = contact_id(), contact_id()
    for tenant, known in ((rival, theirs), (rival, both), (workflow.account, both)):
        with tenancy.tenant(tenant.id) as db:
            contacts.know(db, known, news_of(datetime.now(UTC), {"tags": ["vip"]}))
    for step in (MAKE, CLICKS):
        answer = workflow.step(step, theirs, destination="https://example.com/")
        assert (answer.status, answer.code) == (404, "no_such_contact")
        assert workflow.step(step, both, destination="https://example.com/").status == 200


def test_the_plans_limit_holds_for_workflows_too(client: FlaskClient) -> None:
    account = make_tenant(f"starter-{secrets.token_hex(6)}", plan="starter")
    fill = """INSERT INTO links (location_id, domain_id, slug, destination)
              SELECT :id, domains.id, 'full-' || :name || n, 'https://example.com/'
              FROM domains, generate_series(1, 1000) AS n WHERE is_default RETURNING 1"""
    rows(account, fill, id=account.id, name=secrets.token_hex(4))
    answer = Workflow(client, account).step(MAKE, contact_id(), destination="https://example.com/")
    assert (answer.status, answer.code) == (402, "plan_limit")


def test_a_contacts_clicks_are_counted_with_the_last_link(
    workflow: Workflow, settings: Settings, tmp_path: Path
) -> None:
    contact, account = contact_id(), workflow.account
    first, last = (dashboard(account).link(title=title) for title in ("First", "Last"))
    now = time.time()
    hits = [a_hit(account, int(first["id"]), contact=contact, at=now - 90), a_hit(account, int(last["id"]), at=now),
            a_hit(account, int(first["id"]), contact=contact, at=now - 80),
            a_hit(account, int(last["id"]), contact=contact, at=now - 70),
            a_hit(account, int(first["id"]), contact=contact, at=now - 9, outcome="paused"),
            a_hit(account, int(first["id"]), contact=contact, at=now - 8, user_agent=CRAWLER)]  # fmt: skip
    write(tmp_path / "journal", *hits, name=f"host-{account.id}")
    record_all(tail_of(settings, tmp_path))
    told = workflow.step(CLICKS, contact).json
    assert {name: told[name] for name in ("clicked", "clicks", "links", "last_link", "last_short_url")} == {
        "clicked": True, "clicks": 3, "links": 2, "last_link": "Last", "last_short_url": last["short_url"],
    }  # fmt: skip
    assert told["last_clicked_at"] > told["first_clicked_at"]
    assert workflow.step(CLICKS, contact, link=first["id"]).json["clicks"] == 2
    nothing = workflow.step(CLICKS, contact_id()).json
    assert (nothing["clicked"], nothing["clicks"], nothing["last_clicked_at"]) == (False, 0, "")


def test_lists_offer_what_the_account_has_and_narrow_by_words(workflow: Workflow, rival: Tenant) -> None:
    mine = dashboard(workflow.account)
    made = [mine.link(title=title) for title in ("Spring sale", "Autumn sale")]
    campaign = mine.post("/campaigns", name="Launch", crm_tags=[]).json
    dashboard(rival).link(title="Theirs")
    place = workflow.account.crm_location_id

    def offered(of: str, search: str = "") -> Any:
        query = {"locationId": place, "search": search}
        return workflow.call("GET", f"/options/{of}", query_string=query).json["options"]

    assert {option["value"] for option in offered("links")} == {link["id"] for link in made}
    assert [option["value"] for option in offered("links", "spring")] == [made[0]["id"]]
    assert made[0]["slug"] in offered("links", "spring")[0]["label"]
    assert offered("campaigns", "lau") == [{"label": "Launch", "value": campaign["id"]}]
    assert offered("campaigns", "%") == []
