"""The sandbox's workflows at work with the app over HTTP: a step taken, a list opened, a link clicked by its token."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from plugin.settings import Settings
from tests.cast import Tenant
from tests.clicks_world import a_hit, record_all, rows, tail_of, write
from tests.crm_world import install
from tests.dashboard import dashboard
from tests.sandbox_crm import Sandbox
from tests.workflows.served import app_served


@pytest.fixture
def account(sandbox: Sandbox, crm_settings: Settings) -> Tenant:
    place = install(sandbox)
    return Tenant(place.location_id, place.company_id, place.crm_location_id, place.crm_company_id)


def test_a_link_made_for_a_contact_is_counted_as_theirs(
    account: Tenant, sandbox: Sandbox, crm_settings: Settings, tmp_path: Path
) -> None:
    contact = str(sandbox.new_contact(account.crm_location_id)["id"])
    about = {
        "location_id": account.crm_location_id,
        "contact_id": contact,
        "workflow_id": "summer-flow",
        "step_id": "s1",
    }
    with app_served(crm_settings) as url:

        def step(key: str, **data: str) -> dict[str, object]:
            body = {**about, "key": key, "url": f"{url}/workflows/actions/{key}", "data": data}
            answer = sandbox.call("POST", "/_sandbox/workflow-actions", json=body)
            assert answer["status"] == 200, answer
            found: dict[str, object] = answer["answer"]
            return found

        made = step("create_tracked_link", destination="https://shop.example.com/summer", title="Summer")
        assert step("create_tracked_link", destination="https://shop.example.com/summer") == made
        assert step("get_contact_clicks")["clicks"] == 0
        token = str(made["short_url"]).partition("?c=")[2]
        hit = a_hit(account, int(str(made["link_id"])), contact=token, at=time.time())
        write(tmp_path / "journal", hit, name=f"host-{account.id}")
        record_all(tail_of(crm_settings, tmp_path))
        told = step("get_contact_clicks")
    assert (told["clicks"], told["last_link"]) == (1, "Summer")
    assert rows(account, "SELECT crm_contact_id FROM clicks") == [(contact,)]
    assert sandbox.requests("/contacts", account.crm_location_id) == [], "a step asks the CRM nothing"


def test_an_editors_list_holds_the_accounts_links(account: Tenant, sandbox: Sandbox, crm_settings: Settings) -> None:
    link = dashboard(account).link(title="Spring")
    with app_served(crm_settings) as url:
        asked = {
            "url": f"{url}/workflows/options/links",
            "query": {"location_id": account.crm_location_id, "query": "spr"},
        }
        answer = sandbox.call("POST", "/_sandbox/workflow-options", json=asked)
    assert (answer["status"], [each["value"] for each in answer["answer"]["options"]]) == (200, [link["id"]])
