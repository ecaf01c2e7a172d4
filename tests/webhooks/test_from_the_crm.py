"""What the CRM itself sends: the sandbox's own events over HTTP, and the bodies that its papers show."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.serving import make_server

from oauth.tokens import crm_for
from plugin.app import create_app
from plugin.crm import contacts as crm_contacts
from plugin.settings import Settings
from plugin.tenancy import unscoped
from tests.crm_world import install
from tests.sandbox_crm import Sandbox
from tests.served import wait_for
from tests.shared import SHARED, shared
from tests.webhooks.conftest import Post
from tests.webhooks.people import everybody, known_to
from webhooks.models import WebhookEvent
from workers.work_webhook import work_webhook

PAPERS = "crm/api/webhooks"
SHOWN = ("ContactCreate", "ContactUpdate", "ContactDelete", "ContactTagUpdate", "ContactDndUpdate")


@pytest.fixture
def heard(crm_settings: Settings, sandbox: Sandbox) -> Iterator[None]:
    """The app on a port of its own, to which the sandbox sends its events."""
    server = make_server("127.0.0.1", 0, create_app(crm_settings), threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    sandbox.call("PUT", "/_sandbox/webhooks/url", json={"url": f"http://127.0.0.1:{server.port}/webhooks/crm"})
    yield
    sandbox.call("PUT", "/_sandbox/webhooks/url", json={"url": None})
    server.shutdown()
    server.server_close()
    thread.join()


def work_all(crm_location_id: str) -> list[str]:
    """Work what has come about an account; its kinds."""
    ours = WebhookEvent.body["locationId"].astext == crm_location_id
    with unscoped("cron", "tests: what has come") as session:
        found = session.execute(select(WebhookEvent.webhook_id, WebhookEvent.type).where(ours)).all()
    for webhook_id, _ in found:
        work_webhook(webhook_id)
    return sorted(kind for _, kind in found)


def test_a_tag_that_we_add_comes_back_into_our_copy_and_ends_there(sandbox: Sandbox, heard: None) -> None:
    place = install(sandbox)
    jo = str(sandbox.new_contact(place.crm_location_id, tags=["new"])["id"])
    crm_contacts.add_tags(crm_for(place.location_id), jo, ["VIP"])
    kinds: list[str] = []

    def has_come() -> bool:
        kinds.extend(work_all(place.crm_location_id))
        known = known_to(place.location_id, jo)
        return known is not None and known.tags == ("new", "vip")

    wait_for(has_come)
    assert "ContactTagUpdate" in kinds
    assert work_all(place.crm_location_id) == []
    writes = [each for each in sandbox.requests("/contacts/", place.crm_location_id) if each["method"] != "GET"]
    assert len(writes) == 1


def examples(kind: str) -> list[dict[str, Any]]:
    path = SHARED / PAPERS / f"{kind}.json"
    return list(json.loads(path.read_text())["examples"]) if path.exists() else [{}]


@pytest.mark.parametrize(("kind", "body"), [(kind, body) for kind in SHOWN for body in examples(kind)])
def test_each_body_that_the_papers_show_is_understood(post: Post, kind: str, body: dict[str, Any]) -> None:
    shared(PAPERS)
    told = {name: value for name, value in body.items() if name not in {"type", "locationId"}}
    assert post.tell(kind, **told) == "done"
    known = everybody(post.place.location_id)[body["id"]]
    assert known.is_deleted == (kind == "ContactDelete")
    assert known.tags == (() if known.is_deleted else tuple(sorted(tag.lower() for tag in body["tags"])))


def test_the_account_that_the_papers_show_is_renamed(post: Post) -> None:
    shared(PAPERS)
    (body,) = examples("LocationUpdate")
    told = {**body, "id": post.place.crm_location_id, "locationId": None}
    del told["type"]
    assert post.tell("LocationUpdate", **told) == "done"
    assert post.rows("SELECT name FROM locations") == [{"name": body["name"]}]
