"""The CRM's own trigger links imported: each once, with a report on those that could not be."""

from __future__ import annotations

import secrets
from typing import Any

import pytest

from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks_world import rows
from tests.crm_world import install
from tests.dashboard import Dashboard, dashboard
from tests.sandbox.contract import call_complaints
from tests.sandbox_crm import Sandbox


@pytest.fixture
def account(sandbox: Sandbox, crm_settings: Settings) -> Tenant:
    place = install(sandbox)
    return Tenant(place.location_id, place.company_id, place.crm_location_id, place.crm_company_id)


@pytest.fixture
def mine(account: Tenant) -> Dashboard:
    return dashboard(account)


def seed(sandbox: Sandbox, account: Tenant, name: str, address: str) -> str:
    body = {"location_id": account.crm_location_id, "name": name, "redirectTo": address}
    return str(sandbox.call("POST", "/_sandbox/trigger-links", json=body)["link"]["id"])


def taken(mine: Dashboard, **asked: Any) -> dict[str, Any]:
    answer = mine.post("/imports/trigger-links", **asked)
    assert answer.status == 200, answer
    report: dict[str, Any] = answer.json
    return report


def test_each_becomes_a_link_with_its_name_and_address(account: Tenant, mine: Dashboard, sandbox: Sandbox) -> None:
    crm_id = seed(sandbox, account, "Summer pass", "https://fitness.example/summer?x=1")
    assert taken(mine) == {"imported": 1, "skipped": 0, "left": 0, "failed": []}
    (link,) = mine.get("/links").json["items"]
    assert (link["title"], link["destination"]) == ("Summer pass", "https://fitness.example/summer?x=1")
    assert rows(account, "SELECT crm_link_id, created_by FROM links") == [(crm_id, "user-of-the-crm")]
    (call,) = sandbox.requests("/links", account.crm_location_id)
    assert not call_complaints("links.json", call)


def test_a_repeat_takes_only_what_is_new(account: Tenant, mine: Dashboard, sandbox: Sandbox) -> None:
    seed(sandbox, account, "One", "https://example.com/1")
    taken(mine)
    seed(sandbox, account, "Two", "https://example.com/2")
    assert taken(mine) == {"imported": 1, "skipped": 1, "left": 0, "failed": []}
    assert taken(mine) == {"imported": 0, "skipped": 2, "left": 0, "failed": []}
    assert mine.get("/links").json["total"] == 2


def test_what_cannot_be_a_link_is_named_with_its_reason(account: Tenant, mine: Dashboard, sandbox: Sandbox) -> None:
    bad = {
        "merged": ("https://example.com/{{contact.id}}", "merge_field"),
        "script": ("javascript:1", "destination_scheme"),
        "blank": ("", "destination_invalid"), "loop": ("http://s.example/abcd", "destination_loop"),
        "long": ("https://example.com/" + "a" * 3_000, "destination_too_long"),
    }  # fmt: skip
    for name, (address, _) in bad.items():
        seed(sandbox, account, name, address)
    seed(sandbox, account, "good\u0007name" + "n" * 300, "https://example.com/")
    report = taken(mine)
    assert {each["name"]: each["code"] for each in report["failed"]} == {name: code for name, (_, code) in bad.items()}
    assert all(each["reason"] for each in report["failed"])
    assert report["imported"] == 1
    (link,) = mine.get("/links").json["items"]
    assert link["title"].startswith("good name")
    assert len(link["title"]) == 200


def test_what_the_plan_has_no_room_for_is_reported(account: Tenant, mine: Dashboard, sandbox: Sandbox) -> None:
    rows(account, "UPDATE terms SET plan = 'starter' RETURNING 1")
    fill = """INSERT INTO links (location_id, domain_id, slug, destination)
              SELECT :id, domains.id, 'full-' || :name || n, 'https://example.com/'
              FROM domains, generate_series(1, 999) AS n WHERE is_default RETURNING 1"""
    rows(account, fill, id=account.id, name=secrets.token_hex(4))
    for name in ("first", "second", "third"):
        seed(sandbox, account, name, f"https://example.com/{name}")
    report = taken(mine)
    assert report["imported"] == 1
    assert [(each["name"], each["code"]) for each in report["failed"]] == [
        ("second", "plan_limit"), ("third", "plan_limit"),
    ]  # fmt: skip


def test_words_narrow_what_is_taken(account: Tenant, mine: Dashboard, sandbox: Sandbox) -> None:
    for name in ("Spring sale", "Summer sale", "Newsletter"):
        seed(sandbox, account, name, "https://example.com/")
    assert taken(mine, search="sale")["imported"] == 2
    (call,) = sandbox.requests("/links", account.crm_location_id)
    assert not call_complaints("links.json", call)


def test_a_rivals_links_stay_with_the_rival(account: Tenant, sandbox: Sandbox, mine: Dashboard) -> None:
    other = install(sandbox)
    seed(sandbox, Tenant(0, 0, other.crm_location_id, other.crm_company_id), "Theirs", "https://example.com/")
    assert taken(mine)["imported"] == 0


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ({"status": 500}, 503, "crm_unavailable"), ({"status": 429}, 503, "crm_rate_limited"),
        ({"status": 401, "message": "The token is not authorized for this scope."}, 403, "scope_missing"),
    ],
    ids=str,
)  # fmt: skip
def test_a_crm_that_does_not_list_them_is_told_as_such(
    account: Tenant, sandbox: Sandbox, fault: dict[str, Any], status: int, code: str
) -> None:
    mine = dashboard(account)
    seed(sandbox, account, "One", "https://example.com/1")
    sandbox.fault(path="/links", location=account.crm_location_id, count=5, **fault)
    answer = mine.post("/imports/trigger-links")
    assert (answer.status, answer.code) == (status, code)
    assert mine.get("/links").json["total"] == 0


def test_an_account_that_has_uninstalled_imports_nothing(account: Tenant, mine: Dashboard) -> None:
    rows(account, "UPDATE installs SET state = 'needs_reinstall' RETURNING 1")
    assert mine.post("/imports/trigger-links").code == "needs_reinstall"
