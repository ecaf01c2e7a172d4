"""Calls to the CRM: what is sent fits its contract, and each of its answers means one thing."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import httpx
import pytest
from jsonschema import Draft202012Validator

from oauth import tokens
from oauth.tokens import crm_for
from plugin.crm import contacts, locations, wire
from plugin.crm.client import Call, Crm, ask, quoted
from plugin.crm.errors import (
    CrmError,
    CrmNotFound,
    CrmRefused,
    CrmUnavailable,
    LocationInactive,
    NeedsReinstall,
    RateLimited,
    ScopeMissing,
    VersionRefused,
)
from plugin.crm.replies import read
from plugin.locations.book import Place
from plugin.settings import Settings
from tests.crm_world import install
from tests.sandbox_crm import Sandbox
from tests.shared import shared


@pytest.fixture
def place(crm_settings: Settings, sandbox: Sandbox) -> Place:
    return install(sandbox)


def answer(status: int, body: Any = None, **headers: str) -> httpx.Response:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    return httpx.Response(status, content=content, headers={name.replace("_", "-"): headers[name] for name in headers})


def test_a_contact_is_read_and_tagged_and_keeps_its_other_tags(place: Place, sandbox: Sandbox) -> None:
    contact_id = sandbox.new_contact(place.crm_location_id, firstName="Zoë", tags=["vip"])["id"]
    crm = crm_for(place.location_id)
    assert contacts.get(crm, contact_id).tags == ("vip",)
    assert set(contacts.add_tags(crm, contact_id, ["Clicked Summer"])) == {"vip", "clicked summer"}
    assert set(sandbox.contact(contact_id)["tags"]) == {"vip", "clicked summer"}
    sent = sandbox.requests(f"/contacts/{contact_id}", place.crm_location_id)
    assert {call["headers"]["Version"] for call in sent} == {"2021-07-28"}
    spec = json.loads(shared("crm/api/contacts.json").read_text())
    Draft202012Validator(spec["components"]["schemas"]["TagsDTO"]).validate(sent[-1]["body"])


def test_a_location_is_read(place: Place) -> None:
    told = locations.get(crm_for(place.location_id), place.crm_location_id)
    assert (told.id, told.company_id, told.name) == (place.crm_location_id, place.crm_company_id, "Alice's Gym")
    assert told.timezone == "America/Chicago"


def test_a_contact_that_is_not_there_is_told_as_such(place: Place) -> None:
    for call in (contacts.get, lambda crm, one: contacts.add_tags(crm, one, ["x"])):
        with pytest.raises(CrmNotFound):
            call(crm_for(place.location_id), "N0SuchC0ntact")


def test_an_expired_token_is_renewed_once_within_a_call(place: Place, sandbox: Sandbox) -> None:
    contact_id = sandbox.new_contact(place.crm_location_id)["id"]
    sandbox.expire(place.crm_location_id)
    assert contacts.get(crm_for(place.location_id), contact_id).id == contact_id
    calls = sandbox.requests("/oauth/token", place.crm_location_id)
    assert [call["status"] for call in calls] == [200]


def test_a_token_that_stays_refused_is_renewed_only_once(place: Place, sandbox: Sandbox) -> None:
    sandbox.fault(path="/contacts/", location=place.crm_location_id, status=401, message="Invalid JWT", count=5)
    with pytest.raises(NeedsReinstall):
        contacts.get(crm_for(place.location_id), "c0ntact1")
    assert len(sandbox.requests("/contacts/", place.crm_location_id)) == 2
    assert len(sandbox.requests("/oauth/token", place.crm_location_id)) == 1


@pytest.mark.parametrize(
    ("message", "error"),
    [
        ("version header was not found.", VersionRefused), ("version header is invalid", VersionRefused),
        ("The token is not authorized for this scope.", ScopeMissing),
    ],
)  # fmt: skip
def test_a_401_that_is_not_the_tokens_fault_renews_nothing(
    place: Place, sandbox: Sandbox, message: str, error: type[CrmError]
) -> None:
    sandbox.fault(path="/contacts/", location=place.crm_location_id, status=401, message=message, count=1)
    with pytest.raises(error):
        contacts.get(crm_for(place.location_id), "c0ntact1")
    assert sandbox.requests("/oauth/token", place.crm_location_id) == []


def test_a_read_is_tried_again_and_a_write_never(place: Place, sandbox: Sandbox) -> None:
    contact_id = sandbox.new_contact(place.crm_location_id)["id"]
    crm = crm_for(place.location_id)
    sandbox.fault(path="/contacts/", location=place.crm_location_id, status=500, count=1)
    assert contacts.get(crm, contact_id)
    sandbox.fault(path="/contacts/", location=place.crm_location_id, status=500, count=1)
    with pytest.raises(CrmUnavailable):
        contacts.add_tags(crm, contact_id, ["x"])
    assert sandbox.contact(contact_id).get("tags", []) == []


def test_an_answer_that_is_lost_is_told_as_unknown(place: Place, sandbox: Sandbox) -> None:
    contact_id = sandbox.new_contact(place.crm_location_id)["id"]
    sandbox.fault(path="/contacts/", location=place.crm_location_id, answer_lost=True, count=1)
    with pytest.raises(CrmUnavailable):
        contacts.add_tags(crm_for(place.location_id), contact_id, ["once"])
    assert sandbox.contact(contact_id)["tags"] == ["once"]


def test_the_limits_headers_say_how_long_to_wait(place: Place, sandbox: Sandbox) -> None:
    sandbox.call("POST", "/_sandbox/limits", json={"resource": place.crm_location_id, "burst": 1})
    locations.get(crm_for(place.location_id), place.crm_location_id)
    with pytest.raises(RateLimited) as caught:
        locations.get(crm_for(place.location_id), place.crm_location_id)
    assert 0 < caught.value.retry_after <= 10
    assert not caught.value.daily
    sandbox.call("POST", "/_sandbox/limits", json={"resource": place.crm_location_id, "daily": 0})
    with pytest.raises(RateLimited) as caught:
        locations.get(crm_for(place.location_id), place.crm_location_id)
    assert caught.value.daily


def test_nothing_of_a_customer_or_a_secret_is_logged(
    place: Place, sandbox: Sandbox, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    with pytest.raises(CrmNotFound):
        contacts.get(crm_for(place.location_id), "N0SuchC0ntact")
    assert "trace=" in caplog.text
    assert "N0SuchC0ntact" not in caplog.text
    assert tokens.token_for(place.location_id) not in caplog.text


@pytest.mark.parametrize(
    ("path", "url"),
    [(("contacts", "a/b?c#d"), "/contacts/a%2Fb%3Fc%23d"), (("contacts", "é %2e"), "/contacts/%C3%A9%20%252e")],
)
def test_no_id_can_change_what_is_asked(path: tuple[str, ...], url: str) -> None:
    assert quoted(path) == url
    assert httpx.Request("GET", f"https://x{quoted(path)}").url.raw_path.decode() == url


@pytest.mark.parametrize("segment", ["", ".", "..", "..."])
def test_a_segment_of_dots_names_nothing(segment: str) -> None:
    with pytest.raises(CrmNotFound):
        quoted(("contacts", segment, "tags"))


@pytest.mark.parametrize(
    ("said", "error"),
    [
        (answer(400, {"statusCode": 400, "message": "Contact with id x not found"}), CrmNotFound),
        (answer(404, {"message": "Not found"}), CrmNotFound), (answer(404, b"<html>"), CrmUnavailable),
        (answer(400, {"message": "Location is not active"}), LocationInactive),
        (answer(422, {"message": ["a must be b", "c"], "error": "Unprocessable Entity"}), CrmRefused),
        (answer(403, {"message": "The token does not have access to this location."}), CrmRefused),
        (answer(400, {"error": {"code": "INVALID", "message": "of v3"}}), CrmRefused), (answer(400, {}), CrmRefused),
        (answer(302, b""), CrmUnavailable), (answer(200, b""), CrmUnavailable), (answer(200, [1]), CrmUnavailable),
        (answer(200, b"[" * 99_999), CrmUnavailable), (answer(502, b"bad gateway"), CrmUnavailable),
        (answer(408, {}), CrmUnavailable), (answer(429, b"slow down"), RateLimited),
    ],
)  # fmt: skip
def test_each_answer_means_one_thing(said: httpx.Response, error: type[CrmError]) -> None:
    with pytest.raises(CrmError) as caught:
        read(said)
    assert type(caught.value) is error


def test_a_list_of_messages_is_told_whole() -> None:
    with pytest.raises(CrmRefused, match="a must be b; c") as caught:
        read(answer(422, {"message": ["a must be b", "c"]}))
    assert (caught.value.crm_status, caught.value.crm_message) == (422, "a must be b; c")


@pytest.mark.parametrize(
    ("headers", "seconds", "daily"),
    [
        ({}, 10, False), ({"retry_after": "7"}, 7, False), ({"x_ratelimit_interval_milliseconds": "2500"}, 2.5, False),
        ({"x_ratelimit_daily_remaining": "0"}, 86_400, True), ({"retry_after": "soon"}, 10, False),
        ({"x_ratelimit_daily_remaining": "0", "x_ratelimit_daily_reset": "3600000"}, 3_600, True),
        ({"x_ratelimit_daily_remaining": "0", "x_ratelimit_daily_reset": "99999999999999"}, 86_400, True),
        ({"x_ratelimit_daily_remaining": "1"}, 10, False),
    ],
)  # fmt: skip
def test_how_long_to_wait_is_read_from_the_headers(headers: dict[str, str], seconds: float, daily: bool) -> None:  # noqa: FBT001 - a column of the table
    with pytest.raises(RateLimited) as caught:
        read(answer(429, {}, **headers))
    assert (caught.value.retry_after, caught.value.daily) == (seconds, daily)


@contextmanager
def serving(content: bytes) -> Iterator[str]:
    """A server that answers everything with these bytes."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200)
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None:
            return

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        thread = Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def test_an_answer_without_end_is_cut_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(wire, "MAX_ANSWER", 1_000)
    with serving(b"[" + b"1," * 5_000) as url, pytest.raises(CrmUnavailable, match="larger"):
        ask(Crm(url, lambda spent=None: "t"), Call("GET", ("x",), "2021-07-28"))  # noqa: ARG005 - a token source


def test_a_crm_that_nobody_answers_for_is_unavailable() -> None:
    with pytest.raises(CrmUnavailable, match="ConnectError"):
        ask(Crm("http://127.0.0.1:1", lambda spent=None: "t"), Call("GET", ("x",), "2021-07-28"))  # noqa: ARG005 - as above
