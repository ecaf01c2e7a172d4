"""Only bytes that the CRM signed, of an event for us, of about now, are heard."""

from __future__ import annotations

import base64
import json
from datetime import UTC, datetime
from typing import Any

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.rsa import generate_private_key
from werkzeug.datastructures import Headers

from plugin.errors import SettingsError, SmartLinksError
from tests.shared import SHARED, shared
from webhooks.event import Event, check_app, read_event
from webhooks.events import KINDS
from webhooks.signature import HEADER, verify

FILE = "crm/vectors/webhooks.json"
OTHER_KEY = base64.b64encode(Ed25519PrivateKey.generate().public_key().public_bytes_raw()).decode()
NOW = datetime(2026, 11, 20, 10, 0, 5, tzinfo=UTC)


def told() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(shared(FILE).read_text())
    return found


def vectors() -> list[Any]:
    path = SHARED / FILE
    listed = json.loads(path.read_text())["vectors"] if path.exists() else [{"id": "absent"}]
    return [pytest.param(vector, id=vector["id"]) for vector in listed]


def heard(vector: dict[str, Any], key: str, now: datetime = NOW) -> Event:
    raw = base64.b64decode(vector["body_base64"])
    verify(raw, Headers(vector["headers"]).get(HEADER), (OTHER_KEY, key))
    event = read_event(raw, None, now)
    check_app(event, told()["app_id"], KINDS)
    return event


@pytest.mark.parametrize("vector", vectors())
def test_each_vector_is_taken_or_refused_as_it_says(vector: dict[str, Any]) -> None:
    for key in (told()["ed25519_public_key_raw_base64"], "".join(told()["ed25519_public_key_pem"].splitlines()[1:-1])):
        if vector["expect"] == "accept":
            assert heard(vector, key).kind
        else:
            with pytest.raises(SmartLinksError) as caught:
                heard(vector, key)
            assert 400 <= caught.value.status < 500


@pytest.mark.parametrize("number", range(3))
def test_a_retry_days_later_is_the_same_event(number: int) -> None:
    vector = told()["replay"][number]
    event = heard(vector, told()["ed25519_public_key_raw_base64"], datetime.fromisoformat(vector["now"]))
    assert event.id == "wh_replay_0001"


@pytest.mark.parametrize("signature", [None, "", "N/A", "!!!!", "é", "AAAA", "A" * 86 + "==", "A" * 88])
def test_a_signature_that_is_none_is_refused(signature: str | None) -> None:
    key = told()["ed25519_public_key_raw_base64"]
    with pytest.raises(SmartLinksError) as caught:
        verify(b"{}", signature, (key,))
    assert (caught.value.status, caught.value.code) == (401, "bad_signature")


def test_without_a_key_nothing_is_heard() -> None:
    signature = base64.b64encode(Ed25519PrivateKey.generate().sign(b"{}")).decode()
    with pytest.raises(SmartLinksError, match="does not fit"):
        verify(b"{}", signature, ())


def test_a_key_that_is_none_is_the_operators_to_mend() -> None:
    rsa = generate_private_key(65537, 2048).public_key()
    encoding, form = serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo
    for key in ("nonsense", "", base64.b64encode(rsa.public_bytes(encoding, form)).decode()):
        with pytest.raises(SettingsError):
            verify(b"{}", base64.b64encode(b"x" * 64).decode(), (key,))


def event_of(**body: Any) -> Event:
    return read_event(json.dumps({"type": "INSTALL", **body}).encode(), None, NOW)


@pytest.mark.parametrize(
    ("stamp", "code"),
    [
        ("2026-11-20T10:06:00.000Z", "event_from_future"), ("2026-11-21T10:00:00+00:00", "event_from_future"),
        ("2026-11-16T09:00:00.000Z", "event_too_old"), ("1999-01-01", "event_too_old"),
    ],
)  # fmt: skip
def test_an_event_of_another_time_is_refused(stamp: str, code: str) -> None:
    with pytest.raises(SmartLinksError) as caught:
        event_of(timestamp=stamp)
    assert (caught.value.status, caught.value.code) == (400, code)


@pytest.mark.parametrize(
    "stamp",
    [
        "2026-11-20T10:04:00.000Z",
        "2026-11-16T10:30:00Z",
        "2026-11-20T12:00:00+02:00",
        None,
        5,
        "soon",
        "9999-12-31T23:59:59-23:00",
    ],
)
def test_an_event_of_the_last_four_days_or_of_no_known_time_is_heard(stamp: object) -> None:
    assert event_of(timestamp=stamp).at <= datetime(2026, 11, 20, 10, 5, 5, tzinfo=UTC)


def test_a_stamp_of_whole_seconds_does_not_precede_its_cause() -> None:
    assert event_of(timestamp="2026-11-20T10:00:04Z").at > datetime(2026, 11, 20, 10, 0, 4, 900_000, UTC)


@pytest.mark.parametrize(
    "raw", [b"", b"{", b"[]", b"null", b"5", b"\xff", b'{"type": 5}', b"{}", b'{"type":"X","n":1e999}', b"[" * 9_999]
)
def test_what_is_no_event_is_a_400(raw: bytes) -> None:
    with pytest.raises(SmartLinksError) as caught:
        read_event(raw, None, NOW)
    assert (caught.value.status, caught.value.code) == (400, "bad_event")


def test_an_event_without_an_id_is_known_by_its_delivery_or_its_bytes() -> None:
    raw = b'{"type": "UNINSTALL"}'
    assert read_event(raw, "delivery-1", NOW).id == "delivery-1"
    assert read_event(raw, None, NOW).id == read_event(raw, None, NOW).id != read_event(raw + b" ", None, NOW).id
