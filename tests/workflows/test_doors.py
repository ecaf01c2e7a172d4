"""The workflows' doors let in who knows the secret, for an account that has us, and say what they cannot read."""

from __future__ import annotations

from typing import Any

import pytest

from plugin.app import create_app
from plugin.workflows.access import MAX_BODY
from tests.cast import Tenant
from tests.clicks_world import rows
from tests.workflows.conftest import SECRET, Workflow, contact_id

DOORS = (("POST", "/triggers"), ("POST", "/actions/create_tracked_link"), ("GET", "/options/links"))


@pytest.mark.parametrize(("method", "path"), DOORS)
@pytest.mark.parametrize("secret", [None, "", "wrong", SECRET[:-1], SECRET + "0", SECRET.upper(), "é" * 40])
def test_nobody_comes_in_without_the_secret(workflow: Workflow, method: str, path: str, secret: str | None) -> None:
    answer = workflow.call(method, path, secret=secret, json={} if method == "POST" else None)
    assert (answer.status, answer.code) == (401, "bad_secret")


def test_with_no_secret_set_nobody_comes_in(settings: Any, location: Tenant) -> None:
    closed = Workflow(create_app(settings).test_client(), location)
    assert [closed.call("GET", "/options/links", secret=told).status for told in (None, "", SECRET)] == [401] * 3


def test_either_secret_is_taken_while_it_is_being_changed(workflow: Workflow) -> None:
    query = {"locationId": workflow.account.crm_location_id}
    for secret in (SECRET, "another-" + "1" * 32):
        assert workflow.call("GET", "/options/links", secret=secret, query_string=query).status == 200


@pytest.mark.parametrize("crm_location_id", ["", "nobody", "a/../b", "\x00", "x" * 5_000])
def test_an_account_that_never_had_us_is_not_found(workflow: Workflow, crm_location_id: str) -> None:
    body = {"extras": {"locationId": crm_location_id, "contactId": contact_id()}}
    answer = workflow.call("POST", "/actions/get_contact_clicks", json=body)
    assert (answer.status, answer.code) == (404, "not_installed")
    asked = workflow.call("GET", "/options/links", query_string={"locationId": crm_location_id})
    assert (asked.status, asked.code) == (404, "not_installed")


def test_an_account_that_has_uninstalled_is_not_found(workflow: Workflow) -> None:
    rows(workflow.account, "UPDATE installs SET state = 'uninstalled' RETURNING 1")
    assert workflow.step("get_contact_clicks", contact_id()).code == "not_installed"
    assert workflow.tell("CREATED", "t1").code == "not_installed"


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        (b"", 422), (b"{", 422), (b"[]", 422), (b"null", 422), (b"[" * 60_000, 422), (b"\xff\xfe", 422),
        (b'{"extras": 5}', 422), (b'{"extras": {"locationId": 7}}', 422), (b'{"data": [], "extras": {}}', 422),
        (b'{"extras": {"locationId": "\\ud800"}}', 422), (b"x" * (MAX_BODY + 1), 413),
    ],
)  # fmt: skip
@pytest.mark.parametrize("path", ["/triggers", "/actions/create_tracked_link"])
def test_a_body_that_cannot_be_read_is_refused(workflow: Workflow, path: str, raw: bytes, status: int) -> None:
    answer = workflow.call("POST", path, data=raw, content_type="application/json")
    assert answer.status == status
    assert answer.json["code"] in {"invalid", "too_large"}


def test_there_is_no_other_action_and_no_other_list(workflow: Workflow) -> None:
    assert workflow.step("drop_tables", contact_id()).code == "no_such_action"
    query = {"locationId": workflow.account.crm_location_id}
    assert workflow.call("GET", "/options/people", query_string=query).code == "not_found"
