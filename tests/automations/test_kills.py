"""Workers killed in the middle of their calls, Redis wiped, a CRM that fails: afterwards all is there, and once."""

from __future__ import annotations

import random
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import httpx
import pytest

from oauth.tokens import crm_for
from plugin import jobs
from plugin.automations import queue
from plugin.automations.drain import drain
from tests.automations.errands import Account, account
from tests.clicks_world import rows
from tests.served import ROOT, environ_of, wait_for

pytestmark = pytest.mark.fault
other = account
SWITCHES = "INSERT INTO switches (location_id, note, sync) VALUES (:id, true, true) RETURNING 1"
CONTACTS = 6
LINKS = 3
ROUNDS = 4
FAULTS = ({"status": 429, "probability": 0.05}, {"status": 500, "probability": 0.05}, {"answer_lost": True, "count": 2})


@contextmanager
def worker(account: Account) -> Iterator[subprocess.Popen[bytes]]:
    """A worker's process, killed at the end of the block at whatever it is doing."""
    argv = [sys.executable, "-m", "plugin.cli", "worker"]
    with subprocess.Popen(argv, cwd=ROOT, env=environ_of(account.settings)) as process:
        try:
            yield process
        finally:
            process.kill()


def time_passes(account: Account) -> None:
    """Whatever was being waited for, leases of the dead among it, is over."""
    rows(account.tenant, "UPDATE runs SET next_at = now() WHERE state = 'waiting' RETURNING 1")


def begun(account: Account, kind: str) -> bool:
    return any(run.attempts for run in account.runs(kind))


def killed_in_the_call(account: Account, kind: str, path: str) -> None:
    """A worker that dies while the CRM, which will do it all the same, takes its time to answer."""
    before = len(account.calls(path))
    account.fault(path, slow=1)
    queue.tell([account.tenant.id])
    with worker(account):
        wait_for(lambda: begun(account, kind))
        # From claim to call are some milliseconds, to the answer a second.
        wait_for(lambda: not faults(account))
    wait_for(lambda: len(account.calls(path)) > before)
    time_passes(account)
    wait_for(lambda: not drain(account.tenant.id, crm_for(account.tenant.id)))


def faults(account: Account) -> list[object]:
    """Those that no call has met yet."""
    listed = account.sandbox.call("GET", "/_sandbox/faults")["faults"]
    return [fault for fault in listed if fault["location"] == account.tenant.crm_location_id]


def test_a_tag_is_there_after_its_worker_was_killed(account: Account) -> None:
    contact = account.contact()
    account.click(account.link(crm_tags=["VIP"]), contact)
    killed_in_the_call(account, "tag", f"/contacts/{contact}/tags")
    (run,) = account.runs("tag")
    assert (run.state, run.attempts) == ("done", 2)
    assert account.sandbox.contact(contact)["tags"] == ["vip"]


def test_a_note_is_there_once_after_its_worker_was_killed(account: Account) -> None:
    contact = account.contact()
    account.click(account.link(automations={"note": True}), contact)
    killed_in_the_call(account, "note", f"/contacts/{contact}/notes")
    (run,) = account.runs("note")
    assert (run.state, run.attempts) == ("done", 2)
    assert len(account.notes(contact)) == 1


def test_a_workflow_is_entered_once_and_whether_it_was_is_left_to_a_person(account: Account) -> None:
    flow = account.sandbox.call(
        "POST", "/_sandbox/workflows", json={"location_id": account.tenant.crm_location_id, "name": "Welcome"}
    )["workflow"]["id"]
    contact = account.contact()
    account.click(account.link(automations={"workflow_id": flow}), contact)
    killed_in_the_call(account, "workflow", f"/contacts/{contact}/workflow")
    (run,) = account.runs("workflow")
    assert (run.state, run.reason_code) == ("unknown", "answer_lost")
    assert len(account.calls(f"/contacts/{contact}/workflow", "POST")) == 1


def test_through_kills_faults_and_a_wiped_redis_every_contact_has_what_it_should_once(
    account: Account, other: Account
) -> None:  # fmt: skip
    accounts = (account, other)
    assert account.tenant.id != other.tenant.id
    clicked = {each.tenant.id: flood(each) for each in accounts}
    for number in range(ROUNDS):
        queue.sweep()
        with worker(account):
            wait_for(lambda: any(begun_now(each) for each in accounts))
            wait_a_little()
        for each in accounts:
            quiet(each)
            time_passes(each)
        if number == 1:
            jobs.redis().flushdb()
    for each in accounts:
        httpx.delete(f"{each.sandbox.url}/_sandbox/faults", params={"location": each.tenant.crm_location_id})
        finish(each)
        check(each, clicked[each.tenant.id])


def flood(account: Account) -> dict[str, set[str]]:
    """Each contact clicks some links; the tags that each should carry afterwards."""
    rows(account.tenant, SWITCHES, id=account.tenant.id)
    links = {account.link(crm_tags=["all", f"tag-{number}"]): f"tag-{number}" for number in range(LINKS)}
    wanted = {}
    for contact in [account.contact() for _ in range(CONTACTS)]:
        chosen = random.sample(list(links), random.randint(1, LINKS))
        wanted[contact] = {"all", *(links[link] for link in chosen)}
        for link in chosen:
            account.click(link, contact)
    for fault in FAULTS:
        account.sandbox.fault(path="/contacts", location=account.tenant.crm_location_id, **fault)
    return wanted


def begun_now(account: Account) -> bool:
    leased = "SELECT 1 FROM runs WHERE state = 'waiting' AND next_at > now() + interval '50 s' OR state = 'done'"
    return bool(rows(account.tenant, leased))


def wait_a_little() -> None:
    """Any moment of a worker's life is as good as another to end it."""
    deadline = time.monotonic() + random.uniform(0.0, 0.5)
    wait_for(lambda: time.monotonic() >= deadline)


def quiet(account: Account) -> None:
    """What the dead worker asked last has been done or not: as sure as the pause before a note is read back."""
    seen = -1
    while seen != (seen := len(account.calls())):
        deadline = time.monotonic() + 0.3
        wait_for(lambda deadline=deadline: time.monotonic() >= deadline)


def finish(account: Account) -> None:
    for _ in range(50):
        time_passes(account)
        jobs.redis().flushdb()
        drain(account.tenant.id, crm_for(account.tenant.id))
        if not rows(account.tenant, "SELECT 1 FROM runs WHERE state = 'waiting'"):
            return
    pytest.fail("runs are left")


def check(account: Account, wanted: dict[str, set[str]]) -> None:
    (field,) = rows(account.tenant, "SELECT crm_field_id FROM contact_fields WHERE name = 'total'")
    for contact, tags in wanted.items():
        shown = account.sandbox.contact(contact)
        assert set(shown["tags"]) == tags
        totals = [one["value"] for one in shown["customFields"] if one["id"] == field.crm_field_id]
        assert [str(total) for total in totals] == [str(len(tags) - 1)]
        assert len(account.notes(contact)) == 1
    over = "SELECT kind, state FROM runs WHERE state <> 'done'"
    assert rows(account.tenant, over) == []
