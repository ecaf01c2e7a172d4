"""A run done against the CRM over HTTP: once in effect whatever the CRM does, and its end where staff can read it."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from oauth import installs
from plugin import jobs
from plugin.automations import crew, queue
from plugin.automations.cause import SIGNS_S
from plugin.crm import wire
from plugin.locations.book import Place
from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks_world import a_hit, make_link, record_all, rows, tail_of, write
from tests.crm_world import install
from tests.sandbox_crm import Sandbox
from tests.served import wait_for
from workers.drain_runs import drain_runs

UNKNOWN_CONTACT = "nobodyKnowsMe1"


@dataclass(frozen=True)
class Scene:
    """An installed account with a tagged link, before the sandbox CRM."""

    account: Tenant
    sandbox: Sandbox
    settings: Settings
    folder: Path
    link: int

    def click(self, *contacts: str) -> None:
        # As long ago as a run waits for signs of a machine.
        at = time.time() - SIGNS_S
        hits = (a_hit(self.account, self.link, contact=contact, at=at) for contact in contacts)
        write(self.settings.journal_dir, *hits, name=f"host-{self.account.id}")
        record_all(tail_of(self.settings, self.folder))

    def contact(self, *tags: str) -> str:
        return str(self.sandbox.new_contact(self.account.crm_location_id, tags=list(tags))["id"])

    def runs(self) -> list[Any]:
        return rows(self.account, "SELECT *, next_at - now() AS pause FROM runs ORDER BY id")

    def perform(self) -> Any:
        """Take the account's turn as the queue would, and look at its oldest run."""
        drain_runs(location_id=self.account.id)
        wait_for(lambda: crew.free(self.account.id) == crew.HANDS_EACH)
        return self.runs()[0]

    def now_due(self) -> None:
        rows(self.account, "UPDATE runs SET next_at = now() WHERE state = 'waiting' RETURNING id")

    def fault(self, **fault: Any) -> None:
        self.sandbox.fault(path="/contacts/*/tags", location=self.account.crm_location_id, **{"count": 1, **fault})


@pytest.fixture
def scene(sandbox: Sandbox, crm_settings: Settings, tmp_path: Path) -> Scene:
    place = install(sandbox)
    account = Tenant(place.location_id, place.company_id, place.crm_location_id, place.crm_company_id)
    settings = tail_of(crm_settings, tmp_path).settings
    return Scene(account, sandbox, settings, tmp_path, make_link(account, ["Clicked", "VIP", "vip"]))


def test_the_contact_carries_the_tags_beside_its_own(scene: Scene) -> None:
    contact = scene.contact("old")
    scene.click(contact)
    run = scene.perform()
    assert (run.state, run.attempts, run.reason) == ("done", 1, None)
    assert run.finished_at is not None
    assert sorted(scene.sandbox.contact(contact)["tags"]) == ["clicked", "old", "vip"]
    calls = scene.sandbox.requests("/contacts", scene.account.crm_location_id)
    assert [(call["method"], call["path"]) for call in calls] == [("POST", f"/contacts/{contact}/tags")]


def test_a_run_that_is_done_is_not_done_again(scene: Scene) -> None:
    contact = scene.contact()
    scene.click(contact)
    scene.perform()
    scene.now_due()
    assert scene.perform().attempts == 1
    assert len(scene.sandbox.requests("/contacts", scene.account.crm_location_id)) == 1


@pytest.mark.parametrize("fault", [{"status": 500}, {"status": 503}, {"answer_lost": True}], ids=str)
def test_what_may_pass_is_tried_again_and_is_once_in_effect(fault: dict[str, Any], scene: Scene) -> None:
    contact = scene.contact("old")
    scene.click(contact)
    scene.fault(**fault)
    run = scene.perform()
    assert (run.state, run.reason_code, run.attempts) == ("waiting", "crm_unavailable", 1)
    assert 0 < run.pause.total_seconds() <= 2
    assert scene.perform().attempts == 1, "not before it is due"
    scene.now_due()
    run = scene.perform()
    assert (run.state, run.reason_code, run.reason, run.attempts) == ("done", None, None, 2)
    assert sorted(scene.sandbox.contact(contact)["tags"]) == ["clicked", "old", "vip"]


def test_an_answer_that_is_too_slow_counts_as_none(scene: Scene, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "TIMEOUT", 0.3)
    wire._pools.clear()
    scene.click(scene.contact())
    scene.fault(slow=1)
    assert scene.perform().reason_code == "crm_unavailable"
    monkeypatch.undo()
    wire._pools.clear()
    scene.now_due()
    assert scene.perform().state == "done"


def test_a_rate_limit_puts_all_of_the_locations_runs_off(scene: Scene) -> None:
    scene.click(*(scene.contact() for _ in range(3)))
    scene.fault(status=429, headers={"x-ratelimit-interval-milliseconds": "30000"})
    scene.perform()
    for run in scene.runs():
        assert (run.state, run.attempts) == ("waiting", 0)
        assert 29 < run.pause.total_seconds() < 32


def test_a_contact_that_the_crm_does_not_know_ends_the_run_in_words(scene: Scene) -> None:
    scene.click(UNKNOWN_CONTACT)
    run = scene.perform()
    assert (run.state, run.reason_code) == ("ended", "contact_unknown")
    assert "does not know this contact" in run.reason


def test_without_an_install_the_run_fails_and_says_what_to_do(scene: Scene) -> None:
    scene.click(scene.contact())
    place = Place(
        scene.account.id, scene.account.company_id, scene.account.crm_location_id, scene.account.crm_company_id
    )  # fmt: skip
    (ended,) = rows(scene.account, "SELECT now() AS at")
    assert installs.end(place, ended.at)
    run = scene.perform()
    assert (run.state, run.reason_code) == ("failed", "needs_reinstall")
    assert "nstall" in run.reason


def test_a_sleeping_account_is_waited_for(scene: Scene) -> None:
    contact = scene.contact()
    scene.click(contact)
    scene.sandbox.fault(location_inactive=scene.account.crm_location_id)
    rows(scene.account, "UPDATE installs SET expires_at = now() RETURNING 1")
    run = scene.perform()
    assert (run.state, run.reason_code, run.attempts) == ("waiting", "location_inactive", 0)
    scene.sandbox.fault(location_active=scene.account.crm_location_id)
    rows(scene.account, "UPDATE installs SET state = 'healthy', parked_at = NULL RETURNING 1")
    scene.now_due()
    assert scene.perform().state == "done"


def test_the_sweeper_queues_what_redis_was_never_told_of(scene: Scene) -> None:
    scene.click(scene.contact())
    jobs.redis().flushdb()
    queue.sweep()
    queue.sweep()
    assert queued(scene) == 1, "once, however often it is told"


def queued(scene: Scene) -> int:
    told = [job.args[1] for job in jobs.queue().jobs if job.args[0] == "drain_runs"]
    return sum(ids["location_id"] == scene.account.id for ids in told)
