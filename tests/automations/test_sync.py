"""A contact's click fields: made once, right however often they are told, and nothing else of the contact touched."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import nullcontext
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from oauth.tokens import crm_for
from plugin.automations import contact_fields
from plugin.automations.actions import sync
from plugin.automations.actions.kind import NothingToDo
from plugin.crm.errors import CrmError, CrmNotFound, CrmUnavailable, RateLimited
from tests.automations.errands import Account
from tests.clicks_world import CRAWLER, rows
from tests.crm.saying import saying
from tests.dashboard import dashboard

CALLED = {"Last link clicked": "TEXT", "Total clicks": "NUMERICAL", "Date of last click": "DATE"}
ON = {"sync": True}


def fields_of(account: Account) -> dict[str, Any]:
    """The account's contact fields in the CRM, by name."""
    found = account.sandbox.call("GET", f"/_sandbox/locations/{account.tenant.crm_location_id}/fields")
    return {field["name"]: field for field in found["fields"]}


def shown(account: Account, contact: str) -> dict[str, str]:
    names = {field["id"]: name for name, field in fields_of(account).items()}
    kept = account.sandbox.contact(contact)["customFields"]
    return {names[one["id"]]: one["value"] for one in kept if one["id"] in names}


def delete_field(account: Account, name: str) -> str:
    field_id = str(fields_of(account)[name]["id"])
    account.sandbox.call("DELETE", f"/_sandbox/locations/{account.tenant.crm_location_id}/fields/{field_id}")
    return field_id


def test_the_fields_are_made_and_filled_and_the_contact_keeps_all_else(account: Account) -> None:
    contact = account.contact(tags=["vip"], email="ada@example.com")
    link = account.link(title="Summer pass", automations=ON)
    at = time.time() - 3_000
    account.click(link, contact, at=at)
    account.click(account.link(title="Older"), contact, at=at - 60)
    sync.act(account.errand("sync"))
    assert {name: field["dataType"] for name, field in fields_of(account).items()} == CALLED
    said = shown(account, contact)
    assert said["Last link clicked"].startswith("Summer pass (s.example/")
    day = datetime.fromtimestamp(at, UTC).astimezone(ZoneInfo("America/Chicago")).date()
    assert (said["Total clicks"], said["Date of last click"]) == ("2", day.isoformat())
    kept = account.sandbox.contact(contact)
    assert (kept["tags"], kept["email"]) == (["vip"], "ada@example.com")
    (put,) = account.calls("/contacts/", "PUT")
    assert [*put["body"]] == ["customFields"]


def test_clicks_of_a_window_are_one_run_and_it_tells_what_is_true_when_it_is_done(account: Account) -> None:
    contact, link = account.contact(), account.link(automations=ON)
    at = time.time() - 600
    for later in range(3):
        account.click(link, contact, at=at + later)
    errand = account.errand("sync")
    assert len(errand.runs) == 1
    sync.act(errand)
    sync.act(errand)
    assert shown(account, contact)["Total clicks"] == "3"
    assert len(account.calls("/locations/", "POST")) == 3, "the fields are made once"


def test_machines_and_those_who_were_not_sent_on_are_not_counted(account: Account) -> None:
    contact, link = account.contact(), account.link(automations=ON)
    account.click(link, contact)
    account.click(link, contact, user_agent=CRAWLER)
    account.click(link, contact, outcome="paused")
    sync.act(account.errand("sync"))
    assert shown(account, contact)["Total clicks"] == "1"


def test_the_accounts_switch_counts_where_the_link_says_nothing(account: Account) -> None:
    contact = account.contact()
    account.click(account.link(), contact)
    assert account.runs("sync") == [], "off by default"
    dashboard(account.tenant).put("/automations", sync=True)
    account.click(account.link(automations={"sync": False}), contact)
    assert account.runs("sync") == []
    account.click(account.link(), contact)
    assert len(account.runs("sync")) == 1


def test_many_who_come_at_once_make_each_field_once(account: Account) -> None:
    location_id = account.tenant.id
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: contact_fields.ids_of(location_id, crm_for(location_id)), range(6)))
    assert all(ids == found[0] for ids in found)
    assert len(fields_of(account)) == len(account.calls("/locations/", "POST")) == 3


def test_a_field_whose_making_was_not_heard_of_is_found_and_not_made_again(account: Account) -> None:
    contact = account.contact()
    account.click(account.link(automations=ON), contact)
    account.fault("/locations/*/customFields", method="POST", answer_lost=True)
    with pytest.raises(CrmUnavailable):
        sync.act(account.errand("sync"))
    sync.act(account.errand("sync"))
    assert len(fields_of(account)) == len(account.calls("/locations/", "POST")) == 3


@pytest.mark.parametrize("name", ["Total clicks", "Last link clicked"])
def test_a_field_that_is_deleted_in_the_crm_is_made_anew(account: Account, name: str) -> None:
    contact = account.contact()
    account.click(account.link(automations=ON), contact)
    sync.act(account.errand("sync"))
    gone = delete_field(account, name)
    account.click(account.link(), contact, at=time.time() - 500)
    sync.act(account.errand("sync"))
    assert fields_of(account)[name]["id"] != gone
    assert shown(account, contact)["Total clicks"] == "2"
    assert len(account.calls("/locations/", "POST")) == 4
    sync.act(account.errand("sync"))
    assert len(account.calls("/contacts/", "PUT")) == 4, "now that they are there, one call does it"


def test_a_field_that_is_deleted_while_its_value_stands_still_is_made_anew_in_time(account: Account) -> None:
    contact_fields.ids_of(account.tenant.id, crm_for(account.tenant.id))
    delete_field(account, "Date of last click")
    contact_fields.ids_of(account.tenant.id, crm_for(account.tenant.id))
    assert "Date of last click" not in fields_of(account)
    rows(account.tenant, "UPDATE contact_fields SET seen_at = now() - interval '11 minutes' RETURNING 1")
    contact_fields.ids_of(account.tenant.id, crm_for(account.tenant.id))
    assert "Date of last click" in fields_of(account)


def test_a_field_of_the_accounts_own_is_used_where_it_fits_and_else_left_alone(account: Account) -> None:
    own = {"model": "contact", "dataType": "NUMERICAL", "name": "total CLICKS"}
    path = f"/_sandbox/locations/{account.tenant.crm_location_id}/fields"
    account.sandbox.call("POST", path, json=own)
    account.sandbox.call("POST", path, json={**own, "name": "Date of last click", "dataType": "TEXT"})
    contact_fields.ids_of(account.tenant.id, crm_for(account.tenant.id))
    names = {*fields_of(account)}
    assert names == {"total CLICKS", "Date of last click", "Last link clicked", "Date of last click (Smart Links)"}


@pytest.mark.parametrize(
    ("kept", "is_looked_for"),
    [
        (None, False), ([], False), ([None, 3, {}], True), ([{"id": "total", "value": 1}], True),
        ([{"id": "last_link"}, {"id": "total", "value": 1.0}, {"id": "last_date", "value": 1_795_132_800_000}], False),
        ([{"id": "last_link"}, {"id": "total", "value": "0"}, {"id": "last_date"}], True),
        ([{"id": "last_link", "value": "an older link"}, {"id": "total", "value": "1"}, {"id": "last_date"}], True),
        ([{"id": "last_link"}, {"id": "total", "value": [1]}, {"id": "last_date", "value": {}}, {"id": "b"}], False),
    ],
    ids=str,
)  # fmt: skip
def test_fields_are_looked_for_again_only_where_the_answer_lacks_what_was_sent(
    account: Account, kept: Any, is_looked_for: bool  # noqa: FBT001 - a column of the table
) -> None:  # fmt: skip
    account.click(account.link(automations=ON), account.contact())
    sql = "INSERT INTO contact_fields (location_id, name, crm_field_id) VALUES (:account, :name, :name) RETURNING 1"
    for name, _, _ in contact_fields.FIELDS:
        rows(account.tenant, sql, account=account.tenant.id, name=name)
    # The list of fields is missing from what it says, so that looking for them fails.
    with saying({"contact": {"customFields": kept}} if kept is not None else {"succeded": True}) as crm:
        errand = replace(account.errand("sync"), crm=crm)
        with pytest.raises(CrmUnavailable, match="contact fields") if is_looked_for else nullcontext():
            sync.act(errand)


@pytest.mark.parametrize(
    ("fault", "error"),
    [
        ({"status": 500}, CrmUnavailable), ({"answer_lost": True}, CrmUnavailable), ({"status": 429}, RateLimited),
    ],
    ids=str,
)  # fmt: skip
def test_what_fails_may_be_done_again(account: Account, fault: dict[str, Any], error: type[CrmError]) -> None:
    contact = account.contact()
    account.click(account.link(automations=ON), contact)
    account.fault("/contacts/", method="PUT", **fault)
    with pytest.raises(error):
        sync.act(account.errand("sync"))
    sync.act(account.errand("sync"))
    assert shown(account, contact)["Total clicks"] == "1"


def test_a_contact_that_the_crm_does_not_know_is_told_as_such(account: Account) -> None:
    account.click(account.link(automations=ON), "nobodyKnowsMe1")
    with pytest.raises(CrmNotFound):
        sync.act(account.errand("sync"))


def test_clicks_that_are_gone_leave_nothing_to_do(account: Account) -> None:
    account.click(account.link(automations=ON), account.contact())
    rows(account.tenant, "DELETE FROM clicks RETURNING 1")
    with pytest.raises(NothingToDo):
        sync.act(account.errand("sync"))
    assert account.calls("/contacts/") == []
