"""An account's switches, and a link's own: off by default save for what a link asks for."""

from __future__ import annotations

from typing import Any

import pytest

from tests.cast import Tenant
from tests.clicks_world import rows
from tests.dashboard import Dashboard, dashboard

DEFAULTS = {"tag": True, "sync": False, "note": False, "lead": True, "trigger": True, "window_s": 300}


@pytest.fixture
def alice(location: Tenant) -> Dashboard:
    return dashboard(location)


def test_nothing_is_on_but_what_links_ask_for(alice: Dashboard) -> None:
    assert alice.get("/automations").json == DEFAULTS


def test_what_is_put_is_kept_and_the_rest_stays(alice: Dashboard, rival: Tenant) -> None:
    assert alice.put("/automations", sync=True, window_s=60).json == {**DEFAULTS, "sync": True, "window_s": 60}
    assert alice.put("/automations", tag=False).json == {**DEFAULTS, "sync": True, "window_s": 60, "tag": False}
    assert alice.get("/automations").json["tag"] is False
    assert alice.put("/automations").status == 200
    assert dashboard(rival).get("/automations").json == DEFAULTS


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("sync", "yes"), ("sync", None), ("tag", "true"), ("window_s", 9), ("window_s", 86_401), ("window_s", "60"),
        ("window_s", True), ("window_s", 1.5), ("workflow_id", "x"), ("nonsense", 1),
    ],
)  # fmt: skip
def test_a_bad_switch_is_named_and_nothing_changes(alice: Dashboard, field: str, value: Any) -> None:
    answer = alice.put("/automations", **{"note": True, field: value})
    assert (answer.status, answer.field) == (422, field)
    assert alice.get("/automations").json == DEFAULTS


def test_a_plan_that_has_lapsed_turns_nothing_paid_on_and_leaves_what_is_on(alice: Dashboard, location: Tenant) -> None:
    alice.put("/automations", sync=True)
    link = alice.link(automations={"note": True})
    rows(location, "UPDATE terms SET lapsed = true RETURNING 1")
    answer = alice.put("/automations", sync=True, note=True)
    assert (answer.status, answer.code, answer.field) == (402, "plan_lapsed", "note")
    assert alice.put("/automations", sync=True, lead=False).json["sync"] is True
    answer = alice.patch(f"/links/{link['id']}", automations={"sync": True})
    assert (answer.status, answer.code, answer.field) == (402, "plan_lapsed", "automations")
    assert alice.patch(f"/links/{link['id']}", title="Other").json["automations"] == {"note": True}


def test_only_staff_come_in(alice: Dashboard) -> None:
    stranger = Dashboard(alice.client, {})
    for method, path in (("GET", "/automations"), ("PUT", "/automations"), ("GET", "/automations/workflows")):
        assert stranger.call(method, path, json={} if method == "PUT" else None).status == 401


def test_a_link_says_what_differs_and_can_take_it_back(alice: Dashboard) -> None:
    assert alice.link()["automations"] == {}
    link = alice.link(automations={"sync": True, "note": False, "workflow_id": "6c1f5a0e-3b7d", "lead": None})
    assert link["automations"] == {"sync": True, "note": False, "workflow_id": "6c1f5a0e-3b7d"}
    path = f"/links/{link['id']}"
    assert alice.patch(path, title="Other").json["automations"] == link["automations"]
    assert alice.patch(path, automations={"lead": False, "workflow_id": None}).json["automations"] == {"lead": False}
    assert alice.patch(path, automations=None).json["automations"] == {}


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"sync": "yes"}, "automations.sync"), ({"workflow_id": "a/b"}, "automations.workflow_id"),
        ({"workflow_id": ""}, "automations.workflow_id"), ({"workflow_id": "x" * 65}, "automations.workflow_id"),
        ({"workflow_id": "x\n"}, "automations.workflow_id"), ({"tag": True}, "automations.tag"),
        ({"note": 2}, "automations.note"), ("sync", "automations"), ([], "automations"),
    ],
)  # fmt: skip
def test_a_links_bad_switch_is_named_by_its_path(alice: Dashboard, given: Any, field: str) -> None:
    answer = alice.post("/links", destination="https://example.com/", automations=given)
    assert (answer.status, answer.field) == (422, field)
