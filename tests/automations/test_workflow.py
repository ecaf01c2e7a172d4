"""A contact who clicks is put into the workflow that the link asks for, at most once, and staff choose among theirs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from plugin.automations.actions import workflow
from plugin.automations.switches import workflows
from plugin.crm.errors import CrmNotFound, CrmRefused, CrmUnavailable
from tests.automations.errands import Account
from tests.cast import Tenant
from tests.dashboard import dashboard


@pytest.fixture(autouse=True)
def nothing_remembered() -> None:
    workflows._kept.clear()


def made(account: Account, name: str = "Welcome") -> str:
    asked = {"location_id": account.tenant.crm_location_id, "name": name}
    return str(account.sandbox.call("POST", "/_sandbox/workflows", json=asked)["workflow"]["id"])


def enrolled(account: Account, contact: str) -> list[str]:
    found: list[str] = account.sandbox.call("GET", f"/_sandbox/contacts/{contact}")["workflows"]
    return found


def test_who_clicks_is_enrolled(account: Account) -> None:
    contact, flow = account.contact(), made(account)
    link = account.link(automations={"workflow_id": flow})
    account.click(link, contact)
    account.click(link, contact)
    (run,) = account.runs("workflow")
    assert (run.link_id, run.subject, run.payload) == (link, flow, {"workflow_id": flow})
    workflow.act(account.errand("workflow"))
    assert enrolled(account, contact) == [flow]
    assert len(account.calls("/contacts/", "POST")) == 1


def test_a_link_that_names_no_workflow_asks_for_none(account: Account) -> None:
    account.click(account.link(automations={"sync": True}), account.contact())
    assert account.runs("workflow") == []


def test_a_lost_answer_is_told_as_such_and_not_tried_again_by_the_call(account: Account) -> None:
    contact, flow = account.contact(), made(account)
    account.click(account.link(automations={"workflow_id": flow}), contact)
    account.fault("/contacts/*/workflow/*", answer_lost=True)
    with pytest.raises(CrmUnavailable) as caught:
        workflow.act(account.errand("workflow"))
    assert caught.value.maybe_done
    assert len(account.calls("/contacts/", "POST")) == 1


def test_a_workflow_that_is_gone_is_told_apart_from_a_contact_that_is_gone(account: Account) -> None:
    account.click(account.link(automations={"workflow_id": "gone-workflow"}), account.contact())
    with pytest.raises(CrmRefused, match="no such workflow"):
        workflow.act(account.errand("workflow"))


def test_a_contact_that_is_gone_is_told_as_such(account: Account) -> None:
    account.click(account.link(automations={"workflow_id": made(account)}), "nobodyKnowsMe1")
    with pytest.raises(CrmNotFound):
        workflow.act(account.errand("workflow"))


def test_staff_choose_among_the_accounts_workflows(account: Account) -> None:
    flows = [made(account, name) for name in ("win back", "Birthday")]
    answer = dashboard(account.tenant).get("/automations/workflows")
    assert answer.status == 200
    assert [(one["id"], one["name"]) for one in answer.json["items"]] == [
        (flows[1], "Birthday"), (flows[0], "win back"),
    ]  # fmt: skip
    dashboard(account.tenant).get("/automations/workflows")
    assert len(account.calls("/workflows/")) == 1, "asked once for a moment"


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ({"status": 401, "message": "The token is not authorized for this scope."}, 403, "scope_missing"),
        ({"status": 500, "count": 2}, 503, "crm_unavailable"), ({"status": 429}, 503, "crm_rate_limited"),
    ],
    ids=str,
)  # fmt: skip
def test_staff_hear_why_the_workflows_cannot_be_listed(
    account: Account, fault: dict[str, object], status: int, code: str
) -> None:
    account.fault("/workflows/", **fault)
    answers = [dashboard(account.tenant).get("/automations/workflows") for _ in range(2)]
    assert [(answer.status, answer.code) for answer in answers] == [(status, code)] * 2
    asked = len(account.calls("/workflows/"))
    workflows._kept.clear()
    assert asked <= 2, "for a moment the CRM is not asked again"
    if code != "crm_rate_limited":
        assert dashboard(account.tenant).get("/automations/workflows").json == {"items": []}


def test_many_who_open_the_editor_at_once_ask_once(account: Account) -> None:
    made(account)
    with ThreadPoolExecutor(6) as pool:
        found = list(pool.map(lambda _: workflows.list_(account.tenant.id), range(6)))
    assert len(found[0]) == 1
    assert all(each == found[0] for each in found)
    assert len(account.calls("/workflows/")) == 1


def test_an_account_without_access_is_told_to_install_again(location: Tenant) -> None:
    answer = dashboard(location).get("/automations/workflows")
    assert (answer.status, answer.code) == (409, "needs_reinstall")
