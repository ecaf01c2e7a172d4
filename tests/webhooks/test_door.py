"""The CRM's events come in by one door, are worked once each, and in the order of their causes."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask.testing import FlaskClient
from sqlalchemy import select, text
from werkzeug.test import TestResponse

from oauth import tokens
from oauth.models import Install
from plugin import db, jobs
from plugin.crm.errors import NeedsReinstall
from plugin.locations.book import Place
from plugin.locations.models import Company, Terms
from plugin.tenancy import tenant, unscoped
from tests.crm_world import Signer, event, install
from tests.sandbox_crm import Sandbox
from webhooks import inbox
from webhooks.models import WebhookEvent
from workers.describe_location import describe_location
from workers.sweep_installs import sweep_installs
from workers.work_webhook import work_webhook


@pytest.fixture
def signer(app: FlaskClient) -> Signer:
    made = Signer(Ed25519PrivateKey.generate())
    object.__setattr__(db.settings(), "crm_webhook_keys", (made.public,))
    return made


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What was told to Redis, in order, instead of telling it."""
    seen: list[dict[str, Any]] = []

    def tell(name: str, **ids: int | str) -> bool:
        seen.append({"name": name, **ids})
        return True

    monkeypatch.setattr(jobs, "tell", tell)
    monkeypatch.setattr(inbox, "tell", tell)
    return seen


def told(app: FlaskClient, signer: Signer, raw: bytes) -> TestResponse:
    return app.post("/webhooks/crm", data=raw, headers=signer.headers(raw))


def hear(app: FlaskClient, signer: Signer, kind: str, **body: Any) -> str:
    """Tell an event and have it worked, as a worker would."""
    raw = event(kind, db.settings().crm_app_id, **body)
    assert told(app, signer, raw).status_code == 200
    with unscoped("cron", "tests: the last event") as session:
        last = select(WebhookEvent.webhook_id).order_by(WebhookEvent.received_at.desc()).limit(1)
        webhook_id = session.scalars(last).one()
    work_webhook(webhook_id)
    with unscoped("cron", "tests: what came of it") as session:
        row = session.get_one(WebhookEvent, webhook_id)
        return str(row.outcome)


def state_of(place: Place) -> Install:
    with tenant(place.location_id) as session:
        found = session.execute(select(Install)).scalar_one()
        session.expunge(found)
        return found


def stamp(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def test_an_event_is_kept_before_it_is_answered_and_worked_later(
    app: FlaskClient, signer: Signer, queued: list[dict[str, Any]]
) -> None:
    raw = event("INSTALL", db.settings().crm_app_id, locationId="nobody", webhookId="wh-kept")
    assert told(app, signer, raw).status_code == 200
    assert told(app, signer, raw).status_code == 200
    assert queued == [{"name": "work_webhook", "webhook_id": "wh-kept"}]


def test_a_wrong_or_missing_signature_keeps_nothing(app: FlaskClient, signer: Signer) -> None:
    raw = event("UNINSTALL", db.settings().crm_app_id, locationId="x", webhookId="wh-unsigned")
    for headers in ({}, {"X-GHL-Signature": "N/A"}, {"X-WH-Signature": "abcd"}, signer.headers(raw + b" ")):
        answer = app.post("/webhooks/crm", data=raw, headers=headers)
        assert (answer.status_code, answer.get_json()["code"]) == (401, "bad_signature")
    with unscoped("cron", "tests: nothing was kept") as session:
        assert session.get(WebhookEvent, "wh-unsigned") is None


def test_an_event_for_another_app_is_refused(app: FlaskClient, signer: Signer) -> None:
    answer = told(app, signer, event("UNINSTALL", "an0therApp", locationId="x"))
    assert (answer.status_code, answer.get_json()["code"]) == (403, "other_app")
    answer = told(app, signer, event("UNINSTALL", "", appId=None, locationId="x"))
    assert (answer.status_code, answer.get_json()["code"]) == (403, "other_app")


def test_an_event_that_we_do_not_use_is_welcome(app: FlaskClient, signer: Signer) -> None:
    raw = event("TaskCreate", db.settings().crm_app_id, id="t", title="Call", webhookId="wh-unused")
    assert told(app, signer, raw).status_code == 200
    with unscoped("cron", "tests: nothing was kept") as session:
        assert session.get(WebhookEvent, "wh-unused") is None


def test_a_huge_body_is_refused(app: FlaskClient, signer: Signer) -> None:
    answer = told(app, signer, b'{"type": "' + b"x" * 600_000 + b'"}')
    assert (answer.status_code, answer.get_json()["code"]) == (413, "too_large")


@pytest.mark.parametrize("odd", ["a\x00b", "\ud800"])
def test_what_the_database_cannot_hold_is_left_out(app: FlaskClient, signer: Signer, odd: str) -> None:
    assert hear(app, signer, "INSTALL", locationId="nobody", companyName=odd) == "waits"


def test_an_uninstall_stops_work_erases_tokens_and_leaves_the_rest(
    app: FlaskClient, signer: Signer, sandbox: Sandbox
) -> None:
    place = install(sandbox)
    assert hear(app, signer, "UNINSTALL", locationId=place.crm_location_id) == "done"
    kept = state_of(place)
    assert (kept.state, kept.access_token, kept.refresh_token) == ("uninstalled", None, None)
    with pytest.raises(NeedsReinstall):
        tokens.token_for(place.location_id)
    with tenant(place.location_id) as session:
        assert session.scalar(select(Terms.suspended)) is False
    assert hear(app, signer, "UNINSTALL", locationId=place.crm_location_id) == "nothing"


def test_a_company_that_uninstalls_ends_all_of_its_accounts(app: FlaskClient, signer: Signer, sandbox: Sandbox) -> None:
    company = {"company_id": "C0mpanyThatLeavesUs"}
    places = [install(sandbox, sandbox.new_location(**company)["id"]) for _ in range(2)]
    stays = install(sandbox)
    assert hear(app, signer, "UNINSTALL", companyId=company["company_id"]) == "done"
    assert [state_of(place).state for place in (*places, stays)] == ["uninstalled", "uninstalled", "healthy"]


def test_an_uninstall_from_before_a_reinstall_comes_too_late(
    app: FlaskClient, signer: Signer, sandbox: Sandbox
) -> None:
    place = install(sandbox)
    before = datetime.now(UTC) - timedelta(hours=1)
    assert hear(app, signer, "UNINSTALL", locationId=place.crm_location_id, timestamp=stamp(before)) == "nothing"
    assert hear(app, signer, "UNINSTALL", locationId=place.crm_location_id) == "done"
    install(sandbox, place.crm_location_id)
    again = state_of(place)
    assert (again.state, again.generation) == ("healthy", 2)


def test_an_uninstall_for_nobody_is_nothing(app: FlaskClient, signer: Signer) -> None:
    assert hear(app, signer, "UNINSTALL", locationId="L0cationThatIsNobody") == "nothing"
    assert hear(app, signer, "UNINSTALL") == "nothing"


def test_an_install_event_tells_plan_company_and_whitelabel_host(
    app: FlaskClient, signer: Signer, sandbox: Sandbox
) -> None:
    place = install(sandbox)
    body = {
        "locationId": place.crm_location_id, "planId": "plan_starter", "companyName": "Example Company",
        "isWhitelabelCompany": True, "whitelabelDetails": {"domain": "App.Example.com"},
    }  # fmt: skip
    assert hear(app, signer, "INSTALL", **body) == "done"
    kept = state_of(place)
    assert (kept.whitelabel_host, kept.crm_plan_id, kept.state) == ("app.example.com", "plan_starter", "healthy")
    with tenant(place.location_id) as session:
        assert session.scalar(select(Terms.plan)) == "starter"
        assert session.scalar(select(Company.name).where(Company.id == place.company_id)) == "Example Company"
    assert hear(app, signer, "INSTALL", locationId=place.crm_location_id, isWhitelabelCompany=False) == "done"
    assert state_of(place).whitelabel_host is None


@pytest.mark.parametrize("details", [None, [], "x", {"domain": 5}, {"domain": "evil.com; script-src *"}], ids=str)
def test_a_whitelabel_host_that_is_none_is_not_taken(
    app: FlaskClient, signer: Signer, sandbox: Sandbox, details: object
) -> None:
    place = install(sandbox)
    body = {"locationId": place.crm_location_id, "isWhitelabelCompany": True, "whitelabelDetails": details}
    assert hear(app, signer, "INSTALL", **body) == "done"
    assert state_of(place).whitelabel_host is None


def test_events_that_overtake_each_other_leave_the_newest(app: FlaskClient, signer: Signer, sandbox: Sandbox) -> None:
    place = install(sandbox)
    now = datetime.now(UTC)
    newer = {"locationId": place.crm_location_id, "planId": "plan_starter", "timestamp": stamp(now)}
    older = {**newer, "planId": db.settings().crm_app_id, "timestamp": stamp(now - timedelta(seconds=30))}
    assert hear(app, signer, "INSTALL", **newer) == "done"
    assert hear(app, signer, "INSTALL", **older) == "old"
    assert state_of(place).crm_plan_id == "plan_starter"


def test_an_install_event_that_beats_the_callback_waits_for_it(
    app: FlaskClient, signer: Signer, sandbox: Sandbox
) -> None:
    location_id = str(sandbox.new_location(name="Alice's Gym", timezone="Europe/London")["id"])
    body = {"isWhitelabelCompany": True, "whitelabelDetails": {"domain": "app.early.example"}}
    assert hear(app, signer, "INSTALL", locationId=location_id, **body) == "waits"
    place = install(sandbox, location_id)
    describe_location(place.location_id)
    assert state_of(place).whitelabel_host == "app.early.example"
    with tenant(place.location_id) as session:
        named = session.execute(text("SELECT name, timezone FROM locations")).one()
    assert tuple(named) == ("Alice's Gym", "Europe/London")


def test_what_redis_lost_is_told_again(app: FlaskClient, signer: Signer, queued: list[dict[str, Any]]) -> None:
    raw = event("INSTALL", db.settings().crm_app_id, locationId="nobody", webhookId="wh-lost")
    told(app, signer, raw)
    queued.clear()
    with unscoped("owner", "tests: let time pass") as session:
        session.execute(text("UPDATE webhook_events SET received_at = received_at - interval '2 minutes'"))
    sweep_installs()
    assert {"name": "work_webhook", "webhook_id": "wh-lost"} in queued
    work_webhook("wh-lost")
    queued.clear()
    sweep_installs()
    assert {"name": "work_webhook", "webhook_id": "wh-lost"} not in queued
