"""Triggers fired at a workflow of the sandbox over HTTP: the right events, once each, with our access to it alone."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from plugin import tenancy
from plugin.automations import announce
from plugin.automations.cause import SIGNS_S
from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks_world import CRAWLER, a_hit, record_all, rows, tail_of, write
from tests.crm_world import install
from tests.dashboard import Dashboard, dashboard
from tests.sandbox_crm import Sandbox
from tests.workflows.conftest import contact_id
from tests.workflows.served import app_served
from workers.drain_runs import drain_runs

EXECUTE = "/workflows-marketplace/triggers/execute"


@dataclass(frozen=True)
class Scene:
    """An installed account whose workflows begin with our triggers."""

    account: Tenant
    sandbox: Sandbox
    settings: Settings
    folder: Path
    app_url: str

    @property
    def dashboard(self) -> Dashboard:
        return dashboard(self.account)

    def put(self, key: str = "link_clicked", **given: Any) -> str:
        """A user of the CRM puts a trigger into a workflow; the CRM tells us over HTTP."""
        url = f"{self.app_url}/workflows/triggers"
        body = {"location_id": self.account.crm_location_id, "key": key, "url": url, **given}
        answer = self.sandbox.call("POST", "/_sandbox/workflow-triggers", json=body)
        assert answer["status"] == 200, answer
        return str(answer["id"])

    def click(self, link: dict[str, Any], contact: str = "", **more: Any) -> None:
        hit = a_hit(self.account, int(link["id"]), contact=contact, **{"at": time.time() - SIGNS_S, **more})
        write(self.settings.journal_dir, hit, name=f"host-{time.monotonic_ns()}")
        record_all(tail_of(self.settings, self.folder))

    def work(self) -> list[Any]:
        rows(self.account, "UPDATE runs SET next_at = now() WHERE state = 'waiting' RETURNING 1")
        drain_runs(location_id=self.account.id)
        return rows(self.account, "SELECT * FROM runs WHERE kind = 'trigger' ORDER BY id")

    def fired(self, trigger_id: str) -> list[dict[str, Any]]:
        found = self.sandbox.call("GET", f"/_sandbox/workflow-triggers/{trigger_id}")["fired"]
        return [one["event"] for one in found]


@pytest.fixture
def scene(sandbox: Sandbox, crm_settings: Settings, tmp_path: Path) -> Any:
    place = install(sandbox)
    account = Tenant(place.location_id, place.company_id, place.crm_location_id, place.crm_company_id)
    with app_served(crm_settings) as url:
        yield Scene(account, sandbox, tail_of(crm_settings, tmp_path).settings, tmp_path, url)


def test_a_click_begins_the_workflow_with_who_what_and_where(scene: Scene) -> None:
    trigger, contact = scene.put(), contact_id()
    campaign = scene.dashboard.post("/campaigns", name="Launch", crm_tags=[]).json
    link = scene.dashboard.link(title="Summer", campaign_id=campaign["id"])
    scene.click(link, contact, country="DE", city="Berlin")
    (run,) = scene.work()
    assert (run.kind, run.state, run.subject, run.crm_contact_id) == ("trigger", "done", trigger, contact)
    (event,) = scene.fired(trigger)
    assert event["contact_id"] == contact
    assert event["link"] == {
        "id": link["id"], "title": "Summer", "short_url": link["short_url"], "destination": link["destination"],
    }  # fmt: skip
    assert event["campaign"] == {"id": campaign["id"], "name": "Launch"}
    assert (event["click"]["country"], event["click"]["city"], event["click"]["device"]) == ("DE", "Berlin", "desktop")
    (call,) = scene.sandbox.requests(EXECUTE, scene.account.crm_location_id)
    assert (call["method"], call["status"], call["headers"]["Version"]) == ("POST", 200, "2021-07-28")


def test_each_workflow_that_asks_is_told_once(scene: Scene) -> None:
    first, second, contact = scene.put(), scene.put(), contact_id()
    link = scene.dashboard.link()
    for _ in range(3):
        scene.click(link, contact)
        scene.work()
    assert [len(scene.fired(trigger)) for trigger in (first, second)] == [1, 1]


def test_machines_and_people_whom_nobody_knows_begin_nothing(scene: Scene) -> None:
    scene.put()
    link = scene.dashboard.link()
    scene.click(link)
    scene.click(link, contact_id(), user_agent=CRAWLER)
    assert scene.work() == []


def test_only_clicks_on_the_chosen_links_cause_anything(scene: Scene) -> None:
    wanted, other = scene.dashboard.link(), scene.dashboard.link()
    trigger = scene.put(filters=[{"field": "link.id", "operator": "==", "value": wanted["id"], "type": "select"}])
    scene.click(other, contact_id())
    assert scene.work() == []
    scene.click(wanted, contact_id())
    scene.work()
    assert [event["link"]["id"] for event in scene.fired(trigger)] == [wanted["id"]]


def test_what_other_filters_stop_ends_and_is_not_fired(scene: Scene) -> None:
    trigger = scene.put(filters=[{"field": "click.country", "operator": "==", "value": "FR"}])
    link = scene.dashboard.link()
    scene.click(link, contact_id(), country="DE")
    (run,) = scene.work()
    assert (run.state, run.reason_code) == ("ended", "filtered")
    scene.click(link, contact_id(), country="FR")
    scene.work()
    assert [event["click"]["country"] for event in scene.fired(trigger)] == ["FR"]


def test_a_workflow_that_was_ended_or_switched_off_is_told_no_more(scene: Scene) -> None:
    ended, stopped = scene.put(), scene.put()
    link = scene.dashboard.link()
    scene.click(link, contact_id())
    scene.put(id=ended, event="DELETED")
    scene.sandbox.call("POST", f"/_sandbox/workflow-triggers/{stopped}/stop")
    found = {run.subject: (run.state, run.reason_code) for run in scene.work()}
    assert found == {ended: ("ended", "trigger_gone"), stopped: ("ended", "trigger_inactive")}
    scene.click(link, contact_id())
    assert len(scene.work()) == 2, "nobody asks any more"
    assert scene.fired(ended) + scene.fired(stopped) == []


def test_an_answer_that_is_lost_is_unknown_and_not_fired_again(scene: Scene) -> None:
    trigger = scene.put()
    link = scene.dashboard.link()
    scene.sandbox.fault(path=EXECUTE, location=scene.account.crm_location_id, answer_lost=True, count=1)
    scene.click(link, contact_id())
    (run,) = scene.work()
    assert (run.state, run.reason_code) == ("unknown", "answer_lost")
    scene.work()
    assert len(scene.fired(trigger)) == 1


@pytest.mark.parametrize("fault", [{"status": 429}, {"status": 401, "message": "Invalid JWT"}], ids=str)
def test_what_was_turned_away_is_fired_when_it_can_be(scene: Scene, fault: dict[str, Any]) -> None:
    trigger = scene.put()
    link = scene.dashboard.link()
    scene.sandbox.fault(path=EXECUTE, location=scene.account.crm_location_id, count=1, **fault)
    scene.click(link, contact_id())
    scene.work()
    deadline = time.monotonic() + 20
    while not scene.fired(trigger) and time.monotonic() < deadline:
        scene.work()
    assert len(scene.fired(trigger)) == 1


def test_the_last_click_of_a_limit_is_told_once_with_who_made_it(scene: Scene) -> None:
    trigger, contact = scene.put("click_limit_reached"), contact_id()
    link = scene.dashboard.link(click_limit=2)
    for used, who in ((1, ""), (2, contact)):
        rows(
            scene.account, "UPDATE caps SET used = :used WHERE link_id = :link RETURNING 1", used=used, link=link["id"]
        )
        scene.click(link, who)
        scene.work()
    scene.click(link, outcome="capped")
    scene.work()
    (event,) = scene.fired(trigger)
    assert (event["limit"], event["contact_id"], event["link"]["id"]) == (2, contact, link["id"])


def test_a_lead_is_told_once_with_its_contact(scene: Scene) -> None:
    trigger, contact = scene.put("lead_captured"), contact_id()
    link = scene.dashboard.link()
    made = """INSERT INTO leads (location_id, link_id, visitor, name, email, crm_contact_id)
              VALUES (:account, :link, 'v', 'Ada', 'ada@example.com', :contact) RETURNING id"""
    (lead,) = rows(scene.account, made, account=scene.account.id, link=link["id"], contact=contact)
    for _ in range(2):
        with tenancy.tenant(scene.account.id) as db:
            announce.lead(db, lead.id)
        scene.work()
    (event,) = scene.fired(trigger)
    assert (event["contact_id"], event["link"]["id"]) == (contact, link["id"])
    assert (event["lead"]["name"], event["lead"]["email"], event["lead"]["phone"]) == ("Ada", "ada@example.com", "")


def test_an_account_that_wants_no_workflows_begun_has_none(scene: Scene) -> None:
    scene.put()
    scene.put("click_limit_reached")
    insert = "INSERT INTO switches (location_id, trigger) VALUES (:id, false) RETURNING 1"
    rows(scene.account, insert, id=scene.account.id)
    link = scene.dashboard.link(click_limit=1)
    rows(scene.account, "UPDATE caps SET used = 1 RETURNING 1")
    scene.click(link, contact_id())
    assert scene.work() == []
