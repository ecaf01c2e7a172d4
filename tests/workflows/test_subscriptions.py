"""Triggers in workflows: kept as the CRM says, in whatever order it says it, and fired at none but its own address."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from tests.cast import Tenant
from tests.clicks_world import rows
from tests.workflows.conftest import TARGET, Workflow

LINK = {"field": "link.id", "id": "link.id", "operator": "==", "title": "Link", "type": "select", "value": "7"}


def kept(account: Tenant) -> list[Any]:
    return rows(account, "SELECT crm_trigger_id, key, state, filters, target_url, link_ids FROM trigger_subscriptions")


def test_a_trigger_is_kept_changed_and_ended(workflow: Workflow) -> None:
    assert workflow.tell("CREATED", "t1", filters=[LINK]).json == {"state": "active"}
    (row,) = kept(workflow.account)
    assert (row.key, row.state, row.link_ids) == ("link_clicked", "active", [7])
    assert (row.crm_trigger_id, row.target_url) == ("t1", f"{TARGET}/abc/t1")
    workflow.tell("UPDATED", "t1", filters=[])
    assert [(row.state, row.link_ids) for row in kept(workflow.account)] == [("active", None)]
    assert workflow.tell("DELETED", "t1").json == {"state": "ended"}
    assert [row.state for row in kept(workflow.account)] == ["ended"]


@pytest.mark.parametrize("order", [*itertools.permutations(["CREATED", "UPDATED", "DELETED"])])
def test_words_that_overtake_each_other_leave_the_same(workflow: Workflow, order: tuple[str, ...]) -> None:
    for word in order:
        workflow.tell(word, "t1", filters=[LINK] if word == "UPDATED" else [])
    assert [row.state for row in kept(workflow.account)] == ["ended"]


def test_a_late_beginning_does_not_undo_a_change(workflow: Workflow) -> None:
    workflow.tell("UPDATED", "t1", filters=[LINK])
    workflow.tell("CREATED", "t1", filters=[])
    assert [(row.state, row.link_ids) for row in kept(workflow.account)] == [("active", [7])]


def test_a_trigger_that_is_put_in_anew_is_active_again(workflow: Workflow) -> None:
    for word in ("CREATED", "DELETED", "CREATED"):
        workflow.tell(word, "t1")
    assert [row.state for row in kept(workflow.account)] == ["active"]


def test_one_that_the_crm_called_inactive_wakes_at_the_next_word(workflow: Workflow) -> None:
    workflow.tell("CREATED", "t1")
    rows(workflow.account, "UPDATE trigger_subscriptions SET state = 'inactive' RETURNING 1")
    workflow.tell("UPDATED", "t1")
    assert [row.state for row in kept(workflow.account)] == ["active"]


@pytest.mark.parametrize(
    "url",
    [
        "", "https://evil.example/workflows-marketplace/triggers/execute/a/b",
        "http://services.leadconnectorhq.com/workflows-marketplace/triggers/execute/a/b",
        "https://services.leadconnectorhq.com.evil.example/workflows-marketplace/triggers/execute/a/b",
        "https://services.leadconnectorhq.com@evil.example/workflows-marketplace/triggers/execute/a/b",
        "https://user:pass@services.leadconnectorhq.com/workflows-marketplace/triggers/execute/a/b",
        "https://services.leadconnectorhq.com:8443/workflows-marketplace/triggers/execute/a/b",
        "https://services.leadconnectorhq.com/contacts/a", "https://services.leadconnectorhq.com/",
        f"{TARGET}", f"{TARGET}/", f"{TARGET}/../../contacts/a", f"{TARGET}/%2e%2e/contacts", f"{TARGET}/a%2Fb",
        f"{TARGET}/a/b?x=1", f"{TARGET}/a/b#x", f"{TARGET}/a//b", f"{TARGET}/a/b/", f"{TARGET}/a\\b", f"{TARGET}/a b",
        f"{TARGET}/a/b\n", f"{TARGET}/{'a' * 600}", f"{TARGET}é/a", "//services.leadconnectorhq.com/x", "javascript:1",
        "https://services.leadconnectorhq.com/Workflows-Marketplace/triggers/execute/a/b",
    ],
)  # fmt: skip
@pytest.mark.parametrize("word", ["CREATED", "UPDATED"])
def test_an_address_that_is_not_the_crms_own_is_refused(workflow: Workflow, word: str, url: str) -> None:
    answer = workflow.tell(word, "t1", targetUrl=url)
    assert (answer.status, answer.code, answer.field) == (422, "target_url_refused", "triggerData.targetUrl")
    assert kept(workflow.account) == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"eventType": "EXPLODED"}, "triggerData.eventType"), ({"filters": [LINK] * 51}, "triggerData.filters"),
        ({"filters": [{**LINK, "value": "x" * 9_000}]}, "triggerData.filters.0"),
        ({"filters": [{**LINK, "value": "a\u0000b"}]}, "triggerData.filters.0"),
        ({"filters": [{**LINK, "field": "a\u0000b"}]}, "triggerData.filters.0"),
        ({"filters": "all"}, "triggerData.filters"), ({"filters": [7]}, "triggerData.filters.0"),
    ],
)  # fmt: skip
def test_what_cannot_be_kept_names_its_field(workflow: Workflow, changes: dict[str, Any], field: str) -> None:
    answer = workflow.tell("CREATED", "t1", **changes)
    assert (answer.status, answer.field) == (422, field)
    assert kept(workflow.account) == []


@pytest.mark.parametrize("trigger_id", ["", "a/b", "../a", "x" * 65, "a b", "é"])
def test_an_id_that_could_be_a_path_is_refused(workflow: Workflow, trigger_id: str) -> None:
    answer = workflow.tell("CREATED", trigger_id, targetUrl=f"{TARGET}/a/b")
    assert (answer.status, answer.field) == (422, "triggerData.id")


def test_a_trigger_that_we_do_not_have_is_refused(workflow: Workflow) -> None:
    assert workflow.tell("CREATED", "t1", key="moon_rises").code == "no_such_trigger"


def test_keys_that_we_do_not_know_are_passed_over(workflow: Workflow) -> None:
    body = {
        "triggerData": {"id": "t1", "key": "link_clicked", "eventType": "CREATED", "targetUrl": f"{TARGET}/a/t1",
                        "new": {"deep": [1]}, "filters": [{**LINK, "extra": None}]},
        "extras": workflow.extras(unheard=True), "surprise": "!",
    }  # fmt: skip
    assert workflow.call("POST", "/triggers", json=body).json == {"state": "active"}


def test_each_account_has_its_own_even_under_one_id(workflow: Workflow, rival: Tenant) -> None:
    workflow.tell("CREATED", "t1")
    Workflow(workflow.client, rival).tell("DELETED", "t1")
    assert [row.state for row in kept(workflow.account)] == ["active"]
    assert [row.state for row in kept(rival)] == ["ended"]
