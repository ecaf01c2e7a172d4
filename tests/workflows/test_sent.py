"""The funnel's first step: how many contacts workflows made tracked links for, unless staff say how many they told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import text

from plugin.contacts.tokens import token_of_lead
from plugin.tenancy import tenant
from tests.cast import Tenant
from tests.clicks_world import make_campaign
from tests.dashboard import Dashboard, dashboard
from tests.workflows.conftest import Workflow, contact_id


def send(workflow: Workflow, link: str, people: int) -> None:
    for _ in range(people):
        assert workflow.step("create_tracked_link", contact_id(), link=link).status == 200


def funnel(page: Dashboard, **query: Any) -> Any:
    answer = page.get("/reports", questions="funnel", **query)
    assert answer.status == 200, answer
    return answer.json["funnel"]


def test_sent_is_who_a_workflow_made_a_link_for_by_account_campaign_tag_and_link(workflow: Workflow) -> None:
    page = dashboard(workflow.account)
    campaign = str(make_campaign(workflow.account))
    tag = page.post("/tags", name="spring", color="teal").json["id"]
    inside, tagged, other = page.link(campaign_id=campaign), page.link(tags=[tag]), page.link()
    for link, people in ((inside, 3), (tagged, 2), (other, 1)):
        send(workflow, link["id"], people)
    assert funnel(page)["sent"] == 6
    assert funnel(page, campaign_id=campaign)["sent"] == 3
    assert funnel(page, tag_id=tag)["sent"] == 2
    assert funnel(page, link_id=other["id"])["sent"] == 1
    assert funnel(page, link_id=other["id"])["click_rate"] == 0


def test_a_number_that_was_typed_in_is_taken_instead(workflow: Workflow) -> None:
    page = dashboard(workflow.account)
    send(workflow, page.link()["id"], 2)
    assert funnel(page, sent=500)["sent"] == 500


def test_a_contact_is_sent_a_link_once_however_often_the_workflow_runs(workflow: Workflow) -> None:
    page, contact = dashboard(workflow.account), contact_id()
    link = page.link()
    for _ in range(3):
        workflow.step("create_tracked_link", contact, link=link["id"])
    assert funnel(page)["sent"] == 1


def test_leads_and_what_was_sent_before_the_window_are_not_counted(workflow: Workflow) -> None:
    page = dashboard(workflow.account)
    link = page.link()
    send(workflow, link["id"], 2)
    with tenant(workflow.account.id) as db:
        db.execute(text("UPDATE contact_tokens SET created_at = now() - interval '40 days'"))
        token_of_lead(db, int(link["id"]), 7)
    assert funnel(page, window="30d")["sent"] is None
    assert funnel(page, window="90d")["sent"] == 2


def test_nobody_knows_how_many_without_a_workflow_or_of_a_part_of_the_clicks(workflow: Workflow) -> None:
    page = dashboard(workflow.account)
    nothing = funnel(page)
    assert (nothing["sent"], nothing["click_rate"]) == (None, None)
    send(workflow, page.link()["id"], 1)
    assert funnel(page, country="FR")["sent"] is None


def test_a_rivals_workflows_are_not_counted(workflow: Workflow, rival: Tenant) -> None:
    send(workflow, dashboard(workflow.account).link()["id"], 2)
    assert funnel(dashboard(rival))["sent"] is None
