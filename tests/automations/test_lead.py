"""A captured lead becomes a contact, once, whatever the CRM answers; its tags are added, its later clicks are named."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from plugin import jobs
from plugin.automations import captured
from plugin.automations.actions import lead
from plugin.automations.actions.kind import Errand, NothingToDo
from plugin.contacts import tokens
from plugin.crm.errors import CrmError, CrmRefused, CrmUnavailable, RateLimited
from plugin.leads.form import Answers
from plugin.leads.verbs import capture
from plugin.tenancy import tenant
from tests.automations.errands import Account
from tests.cast import Tenant
from tests.clicks_world import make_campaign, make_link, rows
from tests.dashboard import dashboard
from workers.push_lead import push_lead
from workers.sweep_leads import sweep_leads

ADA = Answers(name="Ada Lovelace", email="ada@example.com", phone="+15125550177")


def captured_lead(account: Account, answers: Answers = ADA, link: int | None = None) -> int:
    with tenant(account.tenant.id) as db:
        link_id = link or make_link(account.tenant, ["Lead", "vip"])
        lead_id = capture(db, link_id, b"v" * 16, answers, datetime.now(UTC))
        tokens.token_of_lead(db, link_id, lead_id)
    push_lead(location_id=account.tenant.id, lead_id=lead_id)
    return lead_id


def push(account: Account, **changes: Any) -> Errand:
    errand = account.errand("lead", **changes)
    lead.act(errand)
    return errand


def contact_of(account: Account, lead_id: int) -> Any:
    (row,) = rows(account.tenant, "SELECT crm_contact_id FROM leads WHERE id = :id", id=lead_id)
    return row.crm_contact_id and account.sandbox.contact(row.crm_contact_id)


def contacts_like(account: Account) -> list[dict[str, Any]]:
    path = f"/_sandbox/locations/{account.tenant.crm_location_id}/contacts"
    found: list[dict[str, Any]] = account.sandbox.call("GET", path)["contacts"]
    return found


def test_a_lead_becomes_a_contact_with_the_tags_of_link_and_campaign(account: Account) -> None:
    link = make_link(account.tenant, ["Lead", "vip"], make_campaign(account.tenant, "spring", "VIP"))
    lead_id = captured_lead(account, link=link)
    (run,) = account.runs("lead")
    assert (run.link_id, run.crm_contact_id, run.slot) == (link, "", lead_id)
    push(account)
    contact = contact_of(account, lead_id)
    assert (contact["name"], contact["email"], contact["phone"]) == (ADA.name, ADA.email, ADA.phone)
    assert sorted(contact["tags"]) == ["lead", "spring", "vip"]
    (upsert,) = account.calls("/contacts/upsert")
    assert {*upsert["body"]} == {"locationId", "firstName", "lastName", "email", "phone"}
    (token,) = rows(account.tenant, "SELECT crm_contact_id FROM contact_tokens WHERE lead_id = :id", id=lead_id)
    assert token.crm_contact_id == contact["id"]


def test_a_contact_that_is_there_is_updated_and_keeps_its_tags(account: Account) -> None:
    there = account.contact(email=ADA.email, tags=["old"], city="Austin")
    contact = contact_of(account, captured_lead(account)) or contact_of_pushed(account)
    assert contact["id"] == there
    assert (contact["name"], contact["phone"], contact["city"]) == (ADA.name, ADA.phone, "Austin")
    assert sorted(contact["tags"]) == ["lead", "old", "vip"]


def test_who_tells_their_first_name_only_keeps_their_last(account: Account) -> None:
    account.contact(email=ADA.email, firstName="Ada", lastName="Lovelace")
    captured_lead(account, Answers(name="Ada", email=ADA.email))
    assert contact_of_pushed(account)["name"] == "Ada Lovelace"


def contact_of_pushed(account: Account) -> Any:
    push(account)
    return contact_of(account, account.runs("lead")[0].slot)


def test_told_twice_it_is_the_same_contact(account: Account) -> None:
    lead_id = captured_lead(account)
    push(account)
    first = contact_of(account, lead_id)["id"]
    push(account, attempts=2)
    assert contact_of(account, lead_id)["id"] == first
    assert len(account.calls("/contacts/upsert")) == len(contacts_like(account)) == 1


@pytest.mark.parametrize("lost", [True, "500", "422"])
def test_a_contact_that_was_made_unheard_of_is_found_again(account: Account, lost: object) -> None:
    lead_id = captured_lead(account)
    account.fault("/contacts/upsert", answer_lost=lost)
    try:
        push(account)
    except CrmUnavailable:
        push(account, attempts=2)
    assert len(contacts_like(account)) == len(account.calls("/contacts/upsert")) == 1
    assert contact_of(account, lead_id)["email"] == ADA.email


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"status": 429}, RateLimited), ({"status": 500}, CrmUnavailable),
        ({"status": 422, "message": "email must be an email"}, CrmRefused),
    ],
    ids=str,
)  # fmt: skip
def test_what_did_not_happen_is_told_and_may_be_tried_again(
    account: Account, fault: dict[str, Any], error: type[CrmError]
) -> None:
    lead_id = captured_lead(account)
    account.fault("/contacts/upsert", **fault)
    with pytest.raises(error):
        push(account)
    assert contact_of(account, lead_id) is None
    push(account, attempts=2)
    assert contact_of(account, lead_id)["email"] == ADA.email


def test_stopped_between_contact_and_tags_it_goes_on_from_there(account: Account) -> None:
    lead_id = captured_lead(account)
    account.fault("/contacts/*/tags", status=500)
    with pytest.raises(CrmUnavailable):
        push(account)
    assert contact_of(account, lead_id)["tags"] == []
    push(account, attempts=2)
    assert sorted(contact_of(account, lead_id)["tags"]) == ["lead", "vip"]
    assert len(account.calls("/contacts/upsert")) == 1


@pytest.mark.parametrize("matching", ["email", "phone"])
def test_a_refusal_that_names_the_contact_leads_to_it(account: Account, matching: str) -> None:
    there = account.contact(**{matching: getattr(ADA, matching)})
    lead_id = captured_lead(account)
    refused = {"contactId": there, "matchingField": matching}
    account.fault("/contacts/upsert", status=400, message="Duplicated.", extra={"meta": refused})
    push(account)
    contact = contact_of(account, lead_id)
    assert contact["id"] == there
    assert (contact["name"], contact["email"], contact["phone"]) == (ADA.name, ADA.email, ADA.phone)
    assert len(contacts_like(account)) == 1


def test_an_email_and_a_phone_of_two_contacts_change_neither_ones_key(account: Account) -> None:
    by_email, by_phone = account.contact(email=ADA.email), account.contact(phone=ADA.phone)
    lead_id = captured_lead(account)
    refused = {"contactId": by_phone, "matchingField": "phone"}
    account.fault("/contacts/upsert", status=400, message="Duplicated.", extra={"meta": refused})
    push(account)
    assert contact_of(account, lead_id)["id"] == by_phone
    assert contact_of(account, lead_id)["name"] == ADA.name
    assert "email" not in account.sandbox.contact(by_phone)
    assert "phone" not in account.sandbox.contact(by_email)
    assert len(contacts_like(account)) == 2


def test_a_contacts_id_with_path_characters_is_not_kept(account: Account) -> None:
    lead_id = captured_lead(account)
    refused = {"contactId": "../../locations", "matchingField": "email"}
    account.fault("/contacts/upsert", status=400, message="Duplicated.", extra={"meta": refused})
    with pytest.raises(CrmUnavailable):
        push(account)
    assert contact_of(account, lead_id) is None


def test_a_lead_without_email_and_phone_is_kept_here_alone(account: Account) -> None:
    captured_lead(account, Answers(name="Ada", fields={"goal": "strength"}))
    with pytest.raises(NothingToDo) as caught:
        push(account)
    assert caught.value.code == "no_key"
    assert account.calls("/contacts") == []


def test_a_lead_that_is_gone_leaves_nothing_to_do(account: Account) -> None:
    captured_lead(account)
    rows(account.tenant, "DELETE FROM leads RETURNING 1")
    with pytest.raises(NothingToDo):
        push(account)


def test_the_switches_of_account_and_link_count(account: Account) -> None:
    captured_lead(account, link=account.link(automations={"lead": False}))
    assert account.runs("lead") == []
    dashboard(account.tenant).put("/automations", lead=False, tag=False)
    captured_lead(account)
    assert account.runs("lead") == []
    captured_lead(account, link=account.link(automations={"lead": True}, crm_tags=["x"]))
    assert [run.payload["tags"] for run in account.runs("lead")] == [[]], "no tags where tags are off"


def test_told_of_a_lead_many_times_its_run_is_made_once(account: Account) -> None:
    lead_id = captured_lead(account)
    for _ in range(3):
        push_lead(location_id=account.tenant.id, lead_id=lead_id)
    assert len(account.runs("lead")) == 1


def test_a_lead_outlives_its_link(account: Account) -> None:
    link = account.link(crm_tags=["x"])
    with tenant(account.tenant.id) as db:
        lead_id = capture(db, link, b"v" * 16, ADA, datetime.now(UTC))
    dashboard(account.tenant).delete(f"/links/{link}")
    push_lead(location_id=account.tenant.id, lead_id=lead_id)
    push(account)
    assert contact_of(account, lead_id)["email"] == ADA.email


def test_a_lead_that_redis_was_never_told_of_is_swept_up(account: Account, rival: Tenant) -> None:
    with tenant(account.tenant.id) as db:
        lead_id = capture(db, make_link(account.tenant), b"v" * 16, ADA, datetime.now(UTC))
    jobs.redis().flushdb()
    sweep_leads()
    assert lead_id not in told(account), "it has its grace"
    rows(account.tenant, "UPDATE leads SET created_at = now() - interval '1 minute' RETURNING 1")
    sweep_leads()
    assert lead_id in told(account)
    captured.see_to(rival.id, lead_id)
    assert account.runs("lead") == [], "another account cannot see to it"
    captured.see_to(account.tenant.id, lead_id)
    jobs.redis().flushdb()
    sweep_leads()
    assert lead_id not in told(account)


def told(account: Account) -> list[int]:
    found = [job.args[1] for job in jobs.queue().jobs if job.args[0] == "push_lead"]
    return [ids["lead_id"] for ids in found if ids["location_id"] == account.tenant.id]
