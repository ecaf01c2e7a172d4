"""An event that cannot be worked is tried again with growing pauses, and at last kept where it can be seen."""

from __future__ import annotations

import dataclasses
import secrets
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from prometheus_client import REGISTRY
from sqlalchemy import text

from plugin import db, jobs
from plugin.locations.models import Location
from plugin.tenancy import tenant, unscoped
from tests.crm_world import install
from tests.sandbox_crm import Sandbox
from tests.webhooks.conftest import Post
from webhooks import attempt, inbox, turns
from webhooks.events import contact_update
from workers.forget_old import forget_old
from workers.sweep_webhooks import sweep_webhooks
from workers.work_webhook import work_webhook
from workers.work_webhooks import work_webhooks

SPOKEN = "Jo Lee, +15550100"


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The events that the queue is told of, one by one or by asking for a turn at them, instead of telling it."""
    found: list[str] = []

    def tell(_name: str, **ids: int | str) -> bool:
        found.extend([str(ids["webhook_id"])] if ids else turns.due(10_000))
        jobs.begun(turns.JOB)
        return True

    jobs.begun(turns.JOB)
    monkeypatch.setattr(jobs, "tell", tell)
    monkeypatch.setattr(inbox, "tell", tell)
    return found


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_event: object) -> str:
        raise ValueError(SPOKEN)

    monkeypatch.setattr(contact_update, "work", fail)


def an_event(post: Post) -> str:
    webhook_id = secrets.token_hex(12)
    assert post.send(post.raw("ContactUpdate", id="jo0000000000", name="Jo Lee", webhookId=webhook_id)) == 200
    return webhook_id


def let_pass(webhook_id: str, interval: str) -> None:
    sql = """UPDATE webhook_events SET next_at = next_at - CAST(:by AS interval),
             received_at = received_at - CAST(:by AS interval) WHERE webhook_id = :id"""
    with unscoped("owner", "tests: let time pass") as session:
        session.execute(text(sql), {"id": webhook_id, "by": interval})


def counted(kind: str, outcome: str) -> float:
    return REGISTRY.get_sample_value("smartlinks_webhooks_total", {"kind": kind, "outcome": outcome}) or 0.0


def test_pauses_grow_until_it_is_kept_as_failed_and_counted(
    post: Post, broken: None, told: list[str], caplog: pytest.LogCaptureFixture
) -> None:
    webhook_id, failed, pauses = an_event(post), counted("ContactUpdate", "failed"), []
    for _ in range(attempt.TRIES):
        assert post.kept(webhook_id).worked_at is None
        work_webhook(webhook_id)
        work_webhook(webhook_id)  # not due: nobody tries it twice at once
        pauses.append(post.kept(webhook_id).next_at - datetime.now(UTC))
        let_pass(webhook_id, "2 hours")
    kept = post.kept(webhook_id)
    assert (kept.outcome, kept.attempts) == ("failed", attempt.TRIES)
    assert "ValueError" in str(kept.reason)
    assert pauses[0] < timedelta(seconds=10) < pauses[2] < pauses[4] <= timedelta(hours=1)
    assert counted("ContactUpdate", "failed") == failed + 1
    assert SPOKEN not in caplog.text + str(kept.reason)
    let_pass(webhook_id, "20 days")
    told.clear()
    sweep_webhooks()
    forget_old()
    assert webhook_id not in told
    assert post.kept(webhook_id).outcome == "failed"


def test_it_is_told_again_when_it_is_due(post: Post, broken: None, told: list[str]) -> None:
    webhook_id = an_event(post)
    work_webhook(webhook_id)
    told.clear()
    sweep_webhooks()
    assert webhook_id not in told
    let_pass(webhook_id, "10 seconds")
    sweep_webhooks()
    assert webhook_id in told


def test_an_event_whose_worker_died_is_due_again(post: Post, told: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    webhook_id = an_event(post)

    def die(_event: object) -> str:
        raise KeyboardInterrupt

    with monkeypatch.context() as dying:
        dying.setattr(contact_update, "work", die)
        with pytest.raises(KeyboardInterrupt):
            work_webhook(webhook_id)
    assert post.kept(webhook_id).worked_at is None
    let_pass(webhook_id, "2 minutes")
    sweep_webhooks()
    assert webhook_id in told
    work_webhook(webhook_id)
    assert post.kept(webhook_id).outcome == "done"


def test_a_renamed_account_is_called_so_and_its_clock_is_asked_for_until_the_crm_answers(
    post: Post, sandbox: Sandbox
) -> None:
    place = install(sandbox, sandbox.new_location(name="Studio", timezone="Europe/Paris")["id"])
    there = dataclasses.replace(post, place=place)
    about: dict[str, Any] = {"locationId": None, "id": place.crm_location_id, "companyId": place.crm_company_id}
    sandbox.fault(path=f"/locations/{place.crm_location_id}", status=500, count=2)
    webhook_id = secrets.token_hex(12)
    assert post.send(there.raw("LocationUpdate", **about, name="Studio West", webhookId=webhook_id)) == 200
    work_webhook(webhook_id)
    assert (post.kept(webhook_id).outcome, described(place.location_id)) == (None, ("Studio West", "UTC"))
    let_pass(webhook_id, "1 minute")
    work_webhook(webhook_id)
    assert (post.kept(webhook_id).outcome, described(place.location_id)) == ("done", ("Studio West", "Europe/Paris"))
    before = datetime.now(UTC) - timedelta(hours=1)
    assert there.tell("LocationUpdate", before, **about, name="Old Studio") == "done"
    assert described(place.location_id) == ("Studio West", "Europe/Paris")
    assert post.tell("LocationUpdate", locationId=None, id="L0cationThatIsNobody", name="x") == "nothing"


def test_an_account_that_we_may_no_longer_ask_about_is_no_failure(post: Post) -> None:
    post.rows("UPDATE installs SET state = 'needs_reinstall', access_token = NULL RETURNING 1")
    assert post.tell("LocationUpdate", id=post.place.crm_location_id, name="Studio") == "no_access"
    assert described(post.place.location_id)[0] == "Studio"


def described(location_id: int) -> tuple[str, str]:
    with tenant(location_id) as session:
        found = session.get_one(Location, location_id)
        return found.name, found.timezone


def test_what_could_not_be_stored_is_refused_so_that_it_comes_again(post: Post) -> None:
    raw, sound = post.raw("ContactUpdate", id="jo0000000000", tags=[]), db.settings()
    db.configure(dataclasses.replace(sound, database_url="postgresql://nobody@127.0.0.1:1/none"))
    try:
        assert post.send(raw) >= 500
    finally:
        db.configure(sound)
    assert post.send(raw) == 200


def test_with_redis_down_an_event_is_kept_and_found_by_the_sweeper(post: Post, request: pytest.FixtureRequest) -> None:
    sound = db.settings()
    db.configure(dataclasses.replace(sound, redis_url="redis://127.0.0.1:1"))
    try:
        webhook_id = an_event(post)
        let_pass(webhook_id, "1 minute")
        sweep_webhooks()
    finally:
        db.configure(sound)
    told: list[str] = request.getfixturevalue("told")
    sweep_webhooks()
    assert webhook_id in told


def test_many_events_of_contacts_are_worked_in_turns_and_leave_room_between(
    post: Post, told: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "TURN_S", 0.0)
    monkeypatch.setattr(turns, "PIECE", 2)
    while turns.due(1):
        work_webhooks()
    ids = [an_event(post) for _ in range(5)]
    told.clear()
    work_webhooks()
    assert [post.kept(each).outcome is None for each in ids] == [False, False, True, True, True]
    assert set(ids[2:]) <= set(told)  # another turn was asked for
    work_webhooks()
    work_webhooks()
    assert all(post.kept(each).worked_at for each in ids)
    told.clear()
    work_webhooks()
    assert told == []
