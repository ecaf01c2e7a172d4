"""A click on a link that asks for everything, from the journal to the CRM, by the engine's own hands."""

from __future__ import annotations

import pytest
from sqlalchemy import text

from plugin.tenancy import tenant
from tests.automations.errands import Account
from tests.automations.test_lead import captured_lead, contact_of
from tests.clicks_world import rows
from tests.dashboard import dashboard
from workers.drain_runs import drain_runs
from workers.forget_link import forget_link


def asking_for_all(account: Account) -> tuple[int, str]:
    """A link, and the workflow that it asks for."""
    asked = {"location_id": account.tenant.crm_location_id, "name": "Welcome"}
    flow = str(account.sandbox.call("POST", "/_sandbox/workflows", json=asked)["workflow"]["id"])
    return account.link(crm_tags=["clicked"], automations={"sync": True, "note": True, "workflow_id": flow}), flow


def drained(account: Account) -> dict[str, str]:
    """All that is waiting is done at once, however long it would wait; states by kind."""
    for _ in range(6):
        rows(account.tenant, "UPDATE runs SET next_at = now() WHERE state = 'waiting' RETURNING id")
        drain_runs(location_id=account.tenant.id)
    return {run.kind: run.state for run in rows(account.tenant, "SELECT kind, state FROM runs")}


def test_a_click_does_all_that_its_link_asks_for(account: Account) -> None:
    contact, (link, flow) = account.contact(), asking_for_all(account)
    account.click(link, contact)
    assert drained(account) == dict.fromkeys(("tag", "sync", "note", "workflow"), "done")
    seen = account.sandbox.call("GET", f"/_sandbox/contacts/{contact}")
    assert (seen["contact"]["tags"], seen["workflows"], len(seen["notes"])) == (["clicked"], [flow], 1)
    assert len(seen["contact"]["customFields"]) == 3


@pytest.mark.parametrize("lost", [True, "500"])
def test_with_every_first_answer_lost_each_effect_is_there_once(account: Account, lost: object) -> None:
    contact, (link, flow) = account.contact(), asking_for_all(account)
    for path in ("/contacts/*/tags", "/contacts/*/notes", "/contacts/*/workflow/*", "/locations/*/customFields"):
        account.fault(path, method="POST", answer_lost=lost)
    account.fault("/contacts/", method="PUT", answer_lost=lost)
    account.click(link, contact)
    found = drained(account)
    assert found == {"tag": "done", "sync": "done", "note": "done", "workflow": "unknown"}
    seen = account.sandbox.call("GET", f"/_sandbox/contacts/{contact}")
    assert (seen["contact"]["tags"], seen["workflows"], len(seen["notes"])) == (["clicked"], [flow], 1)
    assert len([call for call in account.calls() if "/workflow/" in call["path"]]) == 1
    assert len(seen["contact"]["customFields"]) == 3


def test_a_lead_is_brought_and_its_next_click_is_its_contacts(account: Account) -> None:
    lead_id = captured_lead(account)
    assert drained(account) == {"lead": "done"}
    contact = contact_of(account, lead_id)["id"]
    with tenant(account.tenant.id) as db:
        token = str(db.scalar(text("SELECT token FROM contact_tokens WHERE lead_id = :id"), {"id": lead_id}))
    account.click(account.link(crm_tags=["again"]), token)
    (run,) = account.runs("tag")
    assert run.crm_contact_id == contact
    drained(account)
    assert sorted(account.sandbox.contact(contact)["tags"]) == ["again", "lead", "vip"]


def test_a_lead_whose_answers_are_lost_time_after_time_is_one_contact(account: Account) -> None:
    lead_id = captured_lead(account)
    account.fault("/contacts/upsert", answer_lost=True)
    account.fault("/contacts/", method="PUT", answer_lost=True)
    account.fault("/contacts/*/tags", answer_lost=True)
    assert drained(account) == {"lead": "done"}
    assert sorted(contact_of(account, lead_id)["tags"]) == ["lead", "vip"]
    assert len(account.calls("/contacts/upsert")) == 1


def test_a_worker_that_died_over_a_note_has_it_read_back(account: Account) -> None:
    contact, link = account.contact(), account.link(automations={"note": True})
    account.click(link, contact)
    drained(account)
    # As it stands where the worker is killed after the CRM wrote and before we did.
    rows(
        account.tenant,
        "UPDATE runs SET state = 'waiting', sent_at = now(), finished_at = NULL, answer = NULL RETURNING id",
    )
    assert drained(account) == {"note": "done"}
    assert len(account.notes(contact)) == 1


def test_a_lead_reaches_the_crm_although_its_link_is_deleted_meanwhile(account: Account) -> None:
    link = account.link()
    lead_id = captured_lead(account, link=link)
    dashboard(account.tenant).delete(f"/links/{link}")
    forget_link(location_id=account.tenant.id, link_id=link)
    assert drained(account) == {"lead": "done"}
    assert contact_of(account, lead_id)["email"] == "ada@example.com"
