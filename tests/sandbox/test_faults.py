"""Faults on demand: they strike where they were aimed, as often as they were asked to, and nowhere else."""

from __future__ import annotations

import httpx
import pytest

from tests.sandbox.crm import Crm, as_process


@pytest.mark.parametrize("status", [429, 500])
def test_a_status_is_answered_as_often_as_asked_and_nothing_is_done(crm: Crm, status: int) -> None:
    location, other = crm.location(), crm.location()
    token, contact, calm = crm.token(location), crm.contact(location), crm.contact(other)
    crm.control("faults", path="/contacts/*/tags", status=status, location=location, count=2)
    tags = {"json": {"tags": ["Hot"]}}
    assert crm.call("POST", f"/contacts/{calm}/tags", crm.token(other), **tags).status_code == 201
    assert crm.call("GET", f"/contacts/{contact}", token).status_code == 200
    assert [crm.call("POST", f"/contacts/{contact}/tags", token, **tags).status_code for _ in range(2)] == [status] * 2
    assert crm.see(f"contacts/{contact}")["contact"]["tags"] == []
    assert crm.call("POST", f"/contacts/{contact}/tags", token, **tags).status_code == 201


def test_an_answer_lost_with_a_500_has_done_the_write(crm: Crm) -> None:
    location = crm.location()
    token, contact = crm.token(location), crm.contact(location)
    crm.control("faults", path="/contacts/", method="POST", answer_lost="500", location=location, count=1)
    assert crm.call("POST", f"/contacts/{contact}/notes", token, json={"body": "Once"}).status_code == 500
    assert [note["body"] for note in crm.see(f"contacts/{contact}")["notes"]] == ["Once"]


def test_an_answer_lost_on_the_line_has_done_the_write_and_spent_the_token() -> None:
    with as_process() as (crm, _):
        location = crm.location()
        pair = crm.pair(location_id=location)
        contact = crm.contact(location)
        crm.control("faults", answer_lost=True, location=location, count=2)
        with pytest.raises(httpx.TransportError):
            crm.call("POST", f"/contacts/{contact}/tags", pair["access_token"], json={"tags": ["Hot"]})
        with pytest.raises(httpx.TransportError):
            crm.refresh(pair["refresh_token"])
        assert crm.see(f"contacts/{contact}")["contact"]["tags"] == ["hot"]
        assert crm.refresh(pair["refresh_token"]).json()["message"] == "Invalid grant: refresh token is invalid"


def test_revoked_tokens_are_gone_with_their_refresh_tokens(crm: Crm) -> None:
    location = crm.location()
    pair = crm.pair(location_id=location)
    assert crm.control("faults", revoke_tokens=location)["revoked"] == 1
    assert crm.call("GET", f"/locations/{location}", pair["access_token"]).status_code == 401
    assert crm.refresh(pair["refresh_token"]).status_code == 400


def test_a_slow_call_outlasts_an_impatient_caller() -> None:
    with as_process() as (crm, _):
        location = crm.location()
        token = crm.token(location)
        crm.control("faults", slow=30, location=location, count=1)
        with pytest.raises(httpx.ReadTimeout):
            crm.call("GET", f"/locations/{location}", token, timeout=0.2)
        assert crm.call("GET", f"/locations/{location}", token).status_code == 200


def test_faults_are_listed_carry_headers_and_are_cleared_for_one_location(crm: Crm) -> None:
    one, two = crm.location(), crm.location()
    token = crm.token(one)
    crm.control("faults", status=429, location=one, headers={"Retry-After": "7"}, message="Slow down")
    crm.control("faults", status=500, location=two, probability=0.0)
    listed = {fault["location"]: fault for fault in crm.see("faults")["faults"]}
    assert (listed[one]["status"], listed[two]["probability"]) == (429, 0.0)
    refused = crm.call("GET", f"/locations/{one}", token)
    assert (refused.headers["Retry-After"], refused.json()["message"]) == ("7", "Slow down")
    assert crm.call("GET", f"/locations/{two}", crm.token(two)).status_code == 200
    crm.http.delete("/_sandbox/faults", params={"location": one})
    assert crm.call("GET", f"/locations/{one}", token).status_code == 200
    assert [fault["location"] for fault in crm.see("faults")["faults"]] == [two]


def test_a_fault_that_is_not_understood_is_refused(crm: Crm) -> None:
    assert crm.http.post("/_sandbox/faults", json={"stauts": 500}).status_code == 422


def test_the_call_log_shows_what_was_sent_and_no_secret(crm: Crm) -> None:
    location = crm.location()
    pair, contact = crm.pair(location_id=location), crm.contact(location)
    crm.call("POST", f"/contacts/{contact}/tags", pair["access_token"], json={"tags": ["Hot"]})
    crm.refresh(pair["refresh_token"])
    calls = crm.see("requests", location=location)["requests"]
    assert [(call["method"], call["path"], call["status"]) for call in calls] == [
        ("POST", f"/contacts/{contact}/tags", 201),
        ("POST", "/oauth/token", 200),
    ]
    assert calls[0]["body"] == {"tags": ["Hot"]}
    assert calls[1]["grant_type"] == "refresh_token"
    assert pair["refresh_token"] not in str(calls)
    assert pair["access_token"] not in str(calls)
