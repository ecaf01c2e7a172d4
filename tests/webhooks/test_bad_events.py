"""Forged, replayed, stale, cut short and huge: refused or tolerated as the contract says, and nothing half-done."""

from __future__ import annotations

import base64
import json
import secrets
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from prometheus_client import REGISTRY

from plugin import db
from plugin.tenancy import unscoped
from tests.crm_world import Signer
from tests.webhooks.conftest import Post
from webhooks.models import WebhookEvent

HOUR = timedelta(hours=1)


def is_kept(webhook_id: str) -> bool:
    with unscoped("cron", "tests: was it kept") as session:
        return session.get(WebhookEvent, webhook_id) is not None


def signed(raw: bytes) -> str:
    return base64.b64encode(Ed25519PrivateKey.generate().sign(raw)).decode()


FORGED: list[Callable[[bytes], dict[str, str]]] = [
    lambda raw: {"X-GHL-Signature": signed(raw)},
    lambda _raw: {"X-GHL-Signature": "N/A"},
    lambda _raw: {"X-GHL-Signature": ""},
    lambda raw: {"X-GHL-Signature": "N/A", "X-WH-Signature": signed(raw)},
]


@pytest.mark.parametrize("headers", FORGED)
def test_a_forged_event_is_refused_and_not_kept(post: Post, headers: Callable[[bytes], dict[str, str]]) -> None:
    webhook_id = secrets.token_hex(12)
    raw = post.raw("ContactDelete", id="jo0000000000", webhookId=webhook_id)
    assert post.send(raw, **headers(raw)) == 401
    assert not is_kept(webhook_id)


def test_a_header_of_the_older_scheme_alone_is_refused(post: Post) -> None:
    raw = post.raw("ContactDelete", id="jo0000000000")
    answer = post.app.post("/webhooks/crm", data=raw, headers={"X-WH-Signature": signed(raw)})
    assert answer.status_code == 401


def test_both_keys_are_heard_while_the_crm_changes_them(post: Post) -> None:
    coming = Signer(Ed25519PrivateKey.generate())
    object.__setattr__(db.settings(), "crm_webhook_keys", (coming.public, post.signer.public))
    for signer in (coming, post.signer):
        raw = post.raw("ContactUpdate", id="jo0000000000", tags=[])
        assert post.send(raw, **signer.headers(raw)) == 200
    object.__setattr__(db.settings(), "crm_webhook_keys", (coming.public,))
    assert post.send(post.raw("ContactUpdate", id="jo0000000000", tags=[])) == 401


def test_what_is_told_again_is_worked_once(post: Post) -> None:
    webhook_id = secrets.token_hex(12)
    assert post.tell("ContactTagUpdate", id="jo0000000000", tags=["a"]) == "done"
    raw = post.raw("ContactTagUpdate", id="jo0000000000", tags=["b"], webhookId=webhook_id)
    assert [post.send(raw, deliveryId=f"d{number}") for number in range(3)] == [200] * 3
    assert post.kept(webhook_id).attempts == 0


@pytest.mark.parametrize(
    ("age", "status"), [(timedelta(days=3, hours=23), 200), (timedelta(days=4, hours=1), 400), (-HOUR, 400)]
)
def test_four_days_of_age_are_taken_and_the_future_is_not(post: Post, age: timedelta, status: int) -> None:
    webhook_id = secrets.token_hex(12)
    raw = post.raw("ContactUpdate", datetime.now(UTC) - age, id="jo0000000000", tags=[], webhookId=webhook_id)
    assert post.send(raw) == status
    assert is_kept(webhook_id) == (status == 200)


def test_a_body_that_is_cut_short_or_huge_is_refused(post: Post) -> None:
    raw = post.raw("ContactUpdate", id="jo0000000000", tags=["x" * 50] * 20)
    assert post.send(raw[: len(raw) // 2]) == 400
    assert post.send(json.dumps({"type": "ContactUpdate", "name": "x" * 600_000}).encode()) == 413


def test_another_app_s_event_is_refused(post: Post) -> None:
    for app_id in ("65f0000000000000000000a2", None, 5, ""):
        assert post.send(post.raw("ContactDelete", id="jo0000000000", appId=app_id)) == 403


def test_an_unknown_event_is_welcome_and_counted(post: Post) -> None:
    labels = {"kind": "other", "outcome": "unused"}
    before = REGISTRY.get_sample_value("smartlinks_webhooks_total", labels) or 0.0
    webhook_id = secrets.token_hex(12)
    assert post.send(post.raw("OpportunityCreate", id="o", webhookId=webhook_id)) == 200
    assert REGISTRY.get_sample_value("smartlinks_webhooks_total", labels) == before + 1
    assert not is_kept(webhook_id)
