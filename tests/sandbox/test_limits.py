"""How many calls pass, and what the headers say of the rest."""

from __future__ import annotations

from tests.sandbox.crm import in_process


def test_each_location_has_its_own_burst_and_is_told_what_is_left() -> None:
    crm = in_process(burst=3)
    busy, calm = crm.location(), crm.location()
    token = crm.token(busy)
    answers = [crm.call("GET", f"/locations/{busy}", token) for _ in range(4)]
    assert [answer.status_code for answer in answers] == [200, 200, 200, 429]
    assert [answer.headers["X-RateLimit-Remaining"] for answer in answers] == ["2", "1", "0", "0"]
    assert answers[0].headers["X-RateLimit-Max"] == "3"
    assert answers[0].headers["X-RateLimit-Interval-Milliseconds"] == "10000"
    assert answers[0].headers["X-RateLimit-Limit-Daily"] == "200000"
    assert answers[3].headers["X-RateLimit-Daily-Remaining"] == "199997"
    assert answers[3].json()["statusCode"] == 429
    assert crm.call("GET", f"/locations/{calm}", crm.token(calm)).status_code == 200


def test_a_window_that_is_over_lets_calls_pass_again() -> None:
    crm = in_process(burst=1, burst_seconds=0.0)
    location = crm.location()
    token = crm.token(location)
    assert [crm.call("GET", f"/locations/{location}", token).status_code for _ in range(3)] == [200] * 3


def test_the_day_ends_too_and_limits_can_be_one_locations_own() -> None:
    crm = in_process()
    location = crm.location()
    token = crm.token(location)
    crm.control("limits", resource=location, daily=2)
    answers = [crm.call("GET", f"/locations/{location}", token) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [200, 200, 429]
    assert answers[2].headers["X-RateLimit-Daily-Remaining"] == "0"
    assert answers[2].headers["X-RateLimit-Limit-Daily"] == "2"
    crm.control("limits", resource=location)
    assert crm.call("GET", f"/locations/{location}", token).status_code == 200


def test_without_settings_the_limits_are_the_crms() -> None:
    crm = in_process()
    location = crm.location()
    headers = crm.call("GET", f"/locations/{location}", crm.token(location)).headers
    assert (headers["X-RateLimit-Max"], headers["X-RateLimit-Limit-Daily"]) == ("100", "200000")
