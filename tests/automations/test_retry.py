"""Runs that failed are done again when a person says so, one or all; never unasked what may have been done already."""

from __future__ import annotations

import pytest

from plugin import jobs
from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks_world import rows
from tests.dashboard import dashboard

MAKE = """
INSERT INTO runs (location_id, kind, link_id, crm_contact_id, slot, state, attempts, reason_code, reason, finished_at,
    created_at, sent_at)
VALUES (:home, :kind, :link, :contact, 1, :state, 12, 'crm_unavailable', 'Down.', now(), now() - interval '9 days',
    CASE WHEN :state = 'unknown' THEN now() END)
RETURNING id
"""


def make(location: Tenant, state: str, kind: str = "tag", link: int = 1, contact: str = "contact1") -> str:
    values = {"home": location.id, "kind": kind, "link": link, "contact": f"{contact}{kind}{link}", "state": state}
    return str(rows(location, MAKE, **values)[0].id)


def state(location: Tenant, run_id: str) -> str:
    return str(rows(location, "SELECT state FROM runs WHERE id = :id", id=int(run_id))[0].state)


@pytest.mark.parametrize("over", ["failed", "unknown", "ended"])
def test_one_run_is_due_at_once_with_all_its_tries(location: Tenant, over: str) -> None:
    run_id = make(location, over, "workflow")
    jobs.redis().flushdb()
    answer = dashboard(location).post(f"/runs/{run_id}/retry")
    assert (answer.status, answer.json["state"], answer.json["attempts"]) == (200, "waiting", 0)
    assert (answer.json["reason"], answer.json["finished_at"], answer.json["id"]) == (None, None, run_id)
    (kept,) = rows(location, "SELECT sent_at, next_at <= now() AS is_due, retried_at FROM runs")
    assert (kept.sent_at, kept.is_due) == (None, True)
    assert kept.retried_at is not None
    assert [job.args for job in jobs.queue().jobs] == [["drain_runs", {"location_id": location.id}]]


@pytest.mark.parametrize("going", ["waiting", "done"])
def test_what_is_done_or_will_be_is_not_done_again(location: Tenant, going: str) -> None:
    run_id = make(location, going)
    answer = dashboard(location).post(f"/runs/{run_id}/retry")
    assert (answer.status, answer.code) == (409, "run_not_over")
    assert state(location, run_id) == going


def test_a_rival_finds_no_such_run(location: Tenant, rival: Tenant) -> None:
    run_id = make(location, "failed")
    assert dashboard(rival).post(f"/runs/{run_id}/retry").status == 404
    assert dashboard(rival).post("/runs/retry").json == {"retried": 0}
    assert state(location, run_id) == "failed"


def test_all_that_failed_is_done_again_and_nothing_that_may_have_been_done(location: Tenant) -> None:
    failed = [make(location, "failed"), make(location, "failed", "note", link=0)]
    left = [make(location, "unknown", "workflow"), make(location, "done", link=2), make(location, "ended", link=3)]
    assert dashboard(location).post("/runs/retry").json == {"retried": 2}
    assert [state(location, run_id) for run_id in failed] == ["waiting", "waiting"]
    assert [state(location, run_id) for run_id in left] == ["unknown", "done", "ended"]


def test_those_of_a_kind_or_link_are_done_again_and_of_a_named_kind_the_unknown_too(location: Tenant) -> None:
    tag, other = make(location, "failed"), make(location, "failed", link=2)
    lost = make(location, "unknown", "workflow")
    assert dashboard(location).post("/runs/retry", kind="workflow").json == {"retried": 1}
    assert dashboard(location).post("/runs/retry", link_id="2").json == {"retried": 1}
    assert [state(location, run_id) for run_id in (tag, other, lost)] == ["failed", "waiting", "waiting"]


def test_runs_are_found_by_kind_and_contact_and_say_what_the_crm_answered(location: Tenant, settings: Settings) -> None:
    run_id, note = make(location, "done"), make(location, "done", "note", link=0, contact="contact2")
    told = """UPDATE runs SET trace_id = 'trace-1', answer = '{"tags": ["vip"]}' WHERE id = :id RETURNING 1"""
    rows(location, told, id=int(run_id))
    (found,) = dashboard(location).get("/runs", kind="tag").json["items"]
    assert (found["id"], found["trace_id"], found["answer"]) == (run_id, "trace-1", {"tags": ["vip"]})
    (found,) = dashboard(location).get("/runs", contact_id="contact2note0").json["items"]
    assert (found["id"], found["link_id"], found["answer"]) == (note, None, None)


@pytest.mark.parametrize("sent", [{"kind": "magic"}, {"link_id": "x"}, {"state": "unknown"}], ids=str)
def test_a_retry_that_makes_no_sense_names_its_field(location: Tenant, sent: dict[str, str]) -> None:
    answer = dashboard(location).post("/runs/retry", **sent)
    assert answer.status == 422
    assert answer.field == next(iter(sent))
