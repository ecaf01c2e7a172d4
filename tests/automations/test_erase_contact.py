"""An admin erases a contact: their id is nowhere in the account, and does not come back by whatever is told of it."""

from __future__ import annotations

import secrets

import pytest
from sqlalchemy import text

from plugin.automations.actions import lead
from plugin.automations.actions.kind import NothingToDo
from plugin.clicks import unlink
from plugin.contacts import tokens
from plugin.exports.work import work
from plugin.tenancy import tenant, unscoped
from tests.automations.errands import Account
from tests.automations.test_drain import drained
from tests.automations.test_lead import captured_lead, contact_of
from tests.cast import Tenant
from tests.clicks_world import make_link, rows
from tests.dashboard import Answer, dashboard
from tests.webhooks.people import known_to
from workers.forget_contact import forget_contact

WALLED = """
SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind IN ('r', 'p') AND relrowsecurity
    AND NOT relispartition AND has_table_privilege(oid, 'SELECT')
"""
ASKING = {"sync": True, "note": True}


def places_of(account: Tenant, word: str) -> set[str]:
    """The tables of an account in which a word stands, in whatever column."""
    with tenant(account.id) as db:
        tables = {name: f"SELECT {name}::text FROM {name}" for name in db.scalars(text(WALLED))}
        tables["bursts"] = "SELECT crm_contact_id FROM bursts"
        return {name for name, sql in tables.items() if any(word in str(row) for row in db.scalars(text(sql)))}


def erase(account: Account, contact: str) -> Answer:
    return dashboard(account.tenant, "admin").post(f"/contacts/{contact}/erase")


@pytest.fixture
def busy(account: Account) -> str:
    """A contact of whom much is kept: clicks, runs that are over and that wait, a lead and a token of a link."""
    lead_id = captured_lead(account)
    drained(account)
    contact = str(contact_of(account, lead_id)["id"])
    link = account.link(crm_tags=["vip"], automations=ASKING)
    for _ in range(3):
        account.click(link, contact, burst="ab")
    drained(account)
    account.click(account.link(crm_tags=["late"]), contact)
    with tenant(account.tenant.id) as db:
        tokens.token_of_contact(db, link, contact)
    assert {"clicks", "contacts", "leads", "runs", "contact_tokens"} <= places_of(account.tenant, contact)
    assert {run.state for run in account.runs("tag")} == {"done", "waiting"}
    return contact


def test_nothing_tells_of_an_erased_contact_any_more(account: Account, busy: str) -> None:
    before = rows(account.tenant, "SELECT link_id, clicks, firsts FROM link_totals ORDER BY 1")
    person = account.sandbox.contact(busy)
    assert erase(account, busy).status == 204
    for word in (busy, person["email"], person["phone"], person["name"]):
        assert places_of(account.tenant, word) == set()
    assert rows(account.tenant, "SELECT link_id, clicks, firsts FROM link_totals ORDER BY 1") == before
    assert {run.state for run in account.runs("tag")} == {"done", "ended"}
    assert erase(account, busy).status == 204
    assert account.sandbox.contact(busy)["id"] == busy


def test_what_is_told_of_them_later_names_them_nowhere(account: Account, busy: str) -> None:
    link = account.link(crm_tags=["again"], automations=ASKING)
    erase(account, busy)
    account.click(link, busy)
    assert rows(account.tenant, "SELECT clicks FROM link_totals WHERE link_id = :id", id=link)[0].clicks == 1
    assert places_of(account.tenant, busy) == set()
    assert [run for run in account.runs("tag") if run.state == "waiting"] == []


def test_a_form_that_brings_them_back_does_not_say_who_they_are(account: Account, busy: str) -> None:
    erase(account, busy)
    captured_lead(account, link=make_link(account.tenant))
    (*_, newest) = account.runs("lead")
    rows(account.tenant, "DELETE FROM runs WHERE id <> :id RETURNING id", id=newest.id)
    with pytest.raises(NothingToDo) as nothing:
        lead.act(account.errand("lead"))
    assert nothing.value.code == "contact_erased"
    assert places_of(account.tenant, busy) == set()


def test_many_clicks_go_in_pieces_and_the_name_with_the_last(
    account: Account, busy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unlink, "CHUNK", 2)
    assert erase(account, busy).status == 204
    assert places_of(account.tenant, busy) == {"clicks", "contacts"}
    forget_contact(location_id=account.tenant.id, crm_contact_id=busy)
    assert places_of(account.tenant, busy) == set()


def test_a_file_that_was_begun_before_is_not_sent(account: Account, busy: str) -> None:
    page = dashboard(account.tenant)
    export = page.post("/exports", what="clicks").json["id"]
    work(account.tenant.id, int(export), 1)
    assert page.get(f"/exports/{export}").json["state"] == "done"
    erase(account, busy)
    assert page.get(f"/exports/{export}/file").code == "export_outdated"


def test_what_ended_for_them_is_not_done_again(account: Account, busy: str) -> None:
    erase(account, busy)
    (ended,) = [run for run in account.runs("tag") if run.state == "ended"]
    assert (ended.reason_code, ended.crm_contact_id) == ("contact_deleted", "")
    assert dashboard(account.tenant).post(f"/runs/{ended.id}/retry").code == "contact_gone"
    assert dashboard(account.tenant).post("/runs/retry").json == {"retried": 0}


def test_only_admins_erase_and_only_their_own_contacts(account: Account, busy: str, rival: Tenant) -> None:
    assert dashboard(account.tenant).post(f"/contacts/{busy}/erase").code == "admins_only"
    with unscoped("cron", "tests: the CRM told of the contact here") as db:
        assert db.scalar(text("SELECT count(*) FROM contacts WHERE crm_contact_id = :id"), {"id": busy}) == 1
    rows(account.tenant, "UPDATE contacts SET told_at = now() WHERE crm_contact_id = :id RETURNING 1", id=busy)
    assert dashboard(rival, "admin").post(f"/contacts/{busy}/erase").status == 404
    assert rows(rival, "SELECT 1 FROM erased_contacts") == []
    assert dashboard(rival, "admin").post("/contacts/no%20such/erase").status == 404
    assert known_to(account.tenant.id, busy)


def test_another_accounts_contact_of_the_same_name_is_left_alone(account: Account, rival: Tenant) -> None:
    contact = secrets.token_hex(10)
    link = make_link(rival)
    with tenant(rival.id) as db:
        tokens.token_of_contact(db, link, contact)
    assert erase(account, contact).status == 204
    assert places_of(rival, contact) == {"contact_tokens"}
