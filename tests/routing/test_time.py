"""Days, weekdays and hours by the clocks of a zone, where they jump and where they are half an hour off."""

from __future__ import annotations

from typing import Any

import pytest

from tests.routing.clicks_made import at, click, holds, why_not


def time(zone: str, **fields: Any) -> dict[str, Any]:
    return {"kind": "time", "zone": zone, **fields}


OFFICE = time("Europe/Berlin", weekdays=["mon", "tue", "wed", "thu", "fri"], from_time="09:00", to_time="17:30")
NIGHT = time("Europe/Berlin", weekdays=["fri"], from_time="22:00", to_time="02:00")
SALE = time("America/New_York", first_day="2027-11-24", last_day="2027-11-26")
KOLKATA = time("Asia/Kolkata", from_time="09:30", to_time="10:00")
CHATHAM = time("Pacific/Chatham", first_day="2027-06-02")
SMALL_HOURS = time("Europe/Berlin", from_time="02:00", to_time="03:00")


@pytest.mark.parametrize(
    ("raw", "moment", "zone", "answer"),
    [
        (OFFICE, "2027-03-01T09:00", "Europe/Berlin", True),
        (OFFICE, "2027-03-01T08:59:59", "Europe/Berlin", False),
        (OFFICE, "2027-03-01T17:29:59", "Europe/Berlin", True),
        (OFFICE, "2027-03-01T17:30", "Europe/Berlin", False),
        (OFFICE, "2027-02-28T12:00", "Europe/Berlin", False),
        (OFFICE, "2027-03-01T08:00", "UTC", True),
        (OFFICE, "2027-07-01T07:00", "UTC", True),
        (OFFICE, "2027-07-01T16:00", "UTC", False),
        (NIGHT, "2027-03-05T22:00", "Europe/Berlin", True),
        (NIGHT, "2027-03-06T01:59", "Europe/Berlin", True),
        (NIGHT, "2027-03-06T02:00", "Europe/Berlin", False),
        (NIGHT, "2027-03-05T01:00", "Europe/Berlin", False),
        (NIGHT, "2027-03-06T22:30", "Europe/Berlin", False),
        (NIGHT, "2027-03-05T21:59", "Europe/Berlin", False),
        (SALE, "2027-11-24T00:00", "America/New_York", True),
        (SALE, "2027-11-26T23:59:59", "America/New_York", True),
        (SALE, "2027-11-27T00:00", "America/New_York", False),
        (SALE, "2027-11-27T04:59", "UTC", True),
        (SALE, "2027-11-24T04:59", "UTC", False),
        (KOLKATA, "2027-03-01T04:00", "UTC", True),
        (KOLKATA, "2027-03-01T04:30", "UTC", False),
        (CHATHAM, "2027-06-01T11:14", "UTC", False),
        (CHATHAM, "2027-06-01T11:15", "UTC", True),
        # The night when clocks are put back has two such hours, the one when they are put forward none.
        (SMALL_HOURS, "2027-10-31T02:30", "Europe/Berlin", True),
        (SMALL_HOURS, "2027-10-31T02:30*", "Europe/Berlin", True),
        (SMALL_HOURS, "2027-10-31T00:59:59", "UTC", True),
        (SMALL_HOURS, "2027-10-31T01:59:59", "UTC", True),
        (SMALL_HOURS, "2027-10-31T02:00", "UTC", False),
        (SMALL_HOURS, "2027-03-28T00:59:59", "UTC", False),
        (SMALL_HOURS, "2027-03-28T01:00", "UTC", False),
    ],
)
def test_a_moment_is_read_on_the_zones_own_clocks(raw: dict[str, Any], moment: str, zone: str, *, answer: bool) -> None:
    assert holds(raw, click(now=at(moment, zone))) is answer


@pytest.mark.parametrize(
    ("fields", "inside", "outside"),
    [
        ({"from_time": "22:00"}, "23:59", "21:59"),
        ({"to_time": "06:00"}, "05:59", "06:00"),
        ({"from_time": "22:00", "to_time": "24:00"}, "23:59", "00:00"),
        ({"from_time": "22:00", "to_time": "00:00"}, "23:59", "00:00"),
    ],
)
def test_one_end_may_be_left_open(fields: dict[str, str], inside: str, outside: str) -> None:
    raw = time("UTC", **fields)
    assert holds(raw, click(now=at(f"2027-03-01T{inside}")))
    assert not holds(raw, click(now=at(f"2027-03-01T{outside}")))


def test_the_hours_after_midnight_of_a_last_day_belong_to_it() -> None:
    raw = time("UTC", last_day="2027-03-05", from_time="22:00", to_time="02:00")
    assert holds(raw, click(now=at("2027-03-06T01:00")))
    assert not holds(raw, click(now=at("2027-03-06T22:00")))


@pytest.mark.parametrize(
    ("raw", "moment", "words"),
    [
        (OFFICE, "2027-02-28T12:00", "not one of mon, tue, wed, thu, fri."),
        (OFFICE, "2027-03-01T17:30", "not between 09:00 and 17:30."),
        (SALE, "2027-11-20T12:00", "before 2027-11-24."),
        (SALE, "2027-12-20T12:00", "after 2027-11-26."),
    ],
)
def test_staff_are_told_what_the_time_is_not_in(raw: dict[str, Any], moment: str, words: str) -> None:
    told = why_not(raw, click(now=at(moment, raw["zone"])))
    assert told.endswith(words)
    assert raw["zone"] in told
    assert moment[:10] in told
