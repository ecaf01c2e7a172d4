"""An account's turn: contacts one after the other, each with all that waits for it, within what the CRM grants."""

from __future__ import annotations

import time
from functools import partial
from typing import Any

import pytest

from oauth.tokens import crm_for
from plugin import jobs
from plugin.automations import claims, crew, queue
from plugin.automations.cause import make
from plugin.automations.drain import GATHER_S, SLICE_S, drain, gather_s
from plugin.crm.budget import Room
from plugin.crm.circuit import FAILURES
from plugin.tenancy import tenant
from tests.automations.errands import Account
from tests.clicks_world import rows
from tests.served import wait_for
from workers.drain_runs import drain_runs

MANY = 60


def drained(account: Account) -> None:
    """All that is due, in as many turns as it takes."""
    wait_for(lambda: not drain(account.tenant.id, crm_for(account.tenant.id)))


def want_tags(account: Account, contacts: list[str], tags: int = 1) -> None:
    """So many tags to each contact, each for a link of its own."""
    with tenant(account.tenant.id) as db:
        for contact in contacts:
            for number in range(tags):
                payload = {"tags": [f"Tag {number}"]}
                make(db, "tag", link_id=number + 1, contact_id=contact, slot=1, payload=payload)


def states(account: Account) -> list[tuple[str, str | None, int]]:
    return [(run.state, run.reason_code, run.attempts) for run in account.runs("tag")]


def test_all_that_waits_for_a_contact_is_one_call(account: Account) -> None:
    first, second = account.contact(tags=["old"]), account.contact()
    want_tags(account, [first, second], tags=5)
    drained(account)
    calls = account.calls("/contacts", "POST")
    assert {call["path"] for call in calls} == {f"/contacts/{first}/tags", f"/contacts/{second}/tags"}
    assert [call["body"] for call in calls] == [{"tags": [f"Tag {number}" for number in range(5)]}] * 2
    assert account.sandbox.contact(first)["tags"] == ["old", *(f"tag {number}" for number in range(5))]
    assert states(account) == [("done", None, 1)] * 10


def test_a_tag_that_the_crm_just_said_the_contact_has_is_not_asked_for_again(account: Account) -> None:
    contact = account.contact(tags=["tag 1"])
    want_tags(account, [contact])
    drained(account)
    want_tags(account, [contact], tags=3)
    drained(account)
    assert [call["body"] for call in account.calls("/contacts")] == [{"tags": ["Tag 0"]}, {"tags": ["Tag 2"]}]
    assert account.sandbox.contact(contact)["tags"] == ["tag 1", "tag 0", "tag 2"]
    assert states(account) == [("done", None, 1)] * 3


def test_what_the_crm_answered_stands_with_the_run(account: Account) -> None:
    want_tags(account, [account.contact(tags=["old"])])
    drained(account)
    (run,) = account.runs("tag")
    assert run.answer == {"tags": ["old", "tag 0"]}
    assert len(run.trace_id) == 36


def test_one_run_that_the_crm_refuses_takes_no_other_down(account: Account) -> None:
    contact = account.contact()
    want_tags(account, [contact], tags=3)
    account.fault("/contacts", status=422, count=2)  # of all together, and of the first alone
    drained(account)
    assert [state for state, _, _ in states(account)] == ["failed", "done", "done"]
    assert account.sandbox.contact(contact)["tags"] == ["tag 1", "tag 2"]


def test_no_more_is_asked_than_the_crm_grants_and_the_rest_waits_its_turn(account: Account) -> None:
    account.sandbox.call("POST", "/_sandbox/limits", json={"resource": account.tenant.crm_location_id, "burst": 20})
    want_tags(account, [account.contact() for _ in range(30)])
    drained(account)
    assert len(account.calls("/contacts", "POST")) < 20
    seen = account.sandbox.call("GET", "/_sandbox/limits")["resources"][account.tenant.crm_location_id]
    assert seen["refused"] == 0
    assert {code for _, code, _ in states(account)} == {None}


def test_a_spent_day_puts_all_off_until_it_is_over(account: Account) -> None:
    account.sandbox.call("POST", "/_sandbox/limits", json={"resource": account.tenant.crm_location_id, "daily": 3})
    want_tags(account, [account.contact() for _ in range(6)])
    drained(account)
    assert [state for state, _, _ in states(account)].count("done") == 3
    waiting = rows(account.tenant, "SELECT min(next_at) - now() AS pause FROM runs WHERE state = 'waiting'")
    assert 20 < waiting[0].pause.total_seconds() / 3_600 <= 26


def test_while_half_of_the_grant_is_left_nothing_waits_for_more_of_the_same_contact() -> None:
    assert gather_s(Room(left=50, cap=95)) == 0
    assert gather_s(Room(left=40, cap=95)) == GATHER_S


def test_beyond_that_a_contacts_tags_wait_for_more_and_what_cannot_be_gathered_does_not(account: Account) -> None:
    contact = account.contact()
    want_tags(account, [contact])
    with tenant(account.tenant.id) as db:
        make(db, "workflow", link_id=1, contact_id=contact, slot=1, subject="flow", payload={"workflow_id": "flow"})
        assert [batch.kind for batch in claims.claim(db, 10, GATHER_S)] == ["workflow"]
    rows(account.tenant, "UPDATE runs SET next_at = now() - interval '31 s' WHERE kind = 'tag' RETURNING 1")
    want_tags(account, [contact], tags=2)
    with tenant(account.tenant.id) as db:
        assert [(batch.kind, len(batch.runs)) for batch in claims.claim(db, 10, GATHER_S)] == [("tag", 2)]


def test_what_a_dead_worker_held_is_due_again_after_its_lease_and_done_once(account: Account) -> None:
    contact = account.contact()
    want_tags(account, [contact])
    with tenant(account.tenant.id) as db:
        assert len(claims.claim(db, 10, 0)) == 1
    drained(account)
    assert states(account) == [("waiting", None, 1)], "it is in another worker's hands"
    rows(account.tenant, "UPDATE runs SET next_at = next_at - interval '61 s' RETURNING 1")
    drained(account)
    assert states(account) == [("done", None, 2)]


def test_an_account_that_hangs_leaves_hands_to_others(account: Account) -> None:
    account.fault("/contacts", slow=2, count=crew.HANDS_EACH + 1)
    want_tags(account, [account.contact() for _ in range(crew.HANDS_EACH + 2)])
    began = time.monotonic()
    # The first call alone learns what is granted; the others hang with it.
    while crew.free(account.tenant.id) and time.monotonic() - began < 30:
        drain(account.tenant.id, crm_for(account.tenant.id))
    assert crew.free(account.tenant.id) == 0
    assert crew.free(account.tenant.id + 1_000_000) == crew.HANDS_EACH
    wait_for(lambda: crew.free(account.tenant.id) == crew.HANDS_EACH)


def test_a_crm_that_is_down_is_hardly_asked_and_all_is_done_once_it_is_back(account: Account) -> None:
    want_tags(account, [account.contact() for _ in range(30)])
    account.fault("/contacts", status=503, count=1_000)
    for _ in range(5):
        drained(account)
        rows(account.tenant, "UPDATE runs SET next_at = now() WHERE next_at > now() RETURNING 1")
    assert FAILURES <= len(account.calls("/contacts")) <= FAILURES + 2 * crew.HANDS_EACH
    assert {code for _, code, _ in states(account)} <= {None, "crm_unavailable", "crm_paused"}
    account.sandbox.call("DELETE", "/_sandbox/faults", params={"location": account.tenant.crm_location_id})
    jobs.redis().delete(f"crm:circuit:open:location:{account.tenant.id}")
    for _ in range(30):
        drained(account)
        rows(account.tenant, "UPDATE runs SET next_at = now() WHERE next_at > now() RETURNING 1")
    assert {state for state, _, _ in states(account)} == {"done"}


def queued() -> list[int]:
    return [job.args[1]["location_id"] for job in jobs.queue().jobs if job.args[0] == "drain_runs"]


def test_an_account_that_has_more_goes_to_the_queues_end(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    jobs.redis().flushdb()
    other = account.tenant.id + 1_000_000
    monkeypatch.setattr("plugin.automations.drain.SLICE_S", 0.0)
    want_tags(account, [account.contact()])
    queue.tell([account.tenant.id, other])
    jobs.queue().pop_job_id()
    drain_runs(location_id=account.tenant.id)
    assert queued() == [other, account.tenant.id]


def test_while_a_worker_is_at_an_account_another_leaves_it_and_it_is_told_of_again(account: Account) -> None:
    jobs.redis().flushdb()
    want_tags(account, [account.contact()])
    jobs.redis().set(f"runs:worked:{account.tenant.id}", "another", px=60_000)
    drain_runs(location_id=account.tenant.id)
    assert states(account) == [("waiting", None, 0)]
    jobs.redis().delete(f"runs:worked:{account.tenant.id}")
    drain_runs(location_id=account.tenant.id)
    assert states(account) == [("done", None, 1)]
    assert queued() == [account.tenant.id]


def test_a_turn_is_over_after_its_slice_however_much_waits(account: Account) -> None:
    want_tags(account, [account.contact() for _ in range(MANY)])
    account.fault("/contacts", slow=1, count=MANY)
    turn: Any = partial(drain, account.tenant.id, crm_for(account.tenant.id))
    began = time.monotonic()
    assert turn()
    assert time.monotonic() - began < SLICE_S + 2
    account.sandbox.call("DELETE", "/_sandbox/faults", params={"location": account.tenant.crm_location_id})
