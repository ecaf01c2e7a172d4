"""When the click happens, by the clocks of a time zone. Every field but `zone` is optional; one more must be there.

`{"kind": "time", "zone": "Europe/Berlin", "first_day": "2027-11-24", "last_day": "2027-11-30",
"weekdays": ["mon", "fri"], "from_time": "09:00", "to_time": "17:30"}`. Both days count; hours are from 09:00 up to, not
including, 17:30 (`24:00` is the day's end). Those that go over midnight (22:00 to 02:00) belong to the day they begin
on. Where clocks are put back, the hour that comes twice counts twice; one that is skipped never comes.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from difflib import get_close_matches
from functools import lru_cache
from typing import Any, Final, NamedTuple
from zoneinfo import ZoneInfo, available_timezones

from plugin.errors import Invalid
from plugin.fields import YEARS
from plugin.plans.plans import Feature
from plugin.routing.facts import Facts, Need
from plugin.routing.field import Field
from plugin.routing.reading import listed, one_of, optional_text, text, texts

WEEKDAYS: Final = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MIDNIGHT: Final = "00:00"
DAY: Final = timedelta(days=1)
CLOCK: Final = re.compile(r"(?:[01][0-9]|2[0-3]):[0-5][0-9]|24:00", re.ASCII)
ISO_DAY: Final = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", re.ASCII)
ZONE: Final = re.compile(r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+)*", re.ASCII)
# What lies beside the zones in their folder, and would mean something else on another machine.
NO_ZONES: Final = re.compile(r"(?:posix|right)/.*|localtime|posixrules|Factory")

kind: Final = "time"
label: Final = "Time"
fields: Final = (
    Field("zone", "Time zone", "zone", required=True),
    Field("first_day", "First day", "day"),
    Field("last_day", "Last day", "day"),
    Field("weekdays", "Weekdays", "choices", choices=WEEKDAYS),
    Field("from_time", "From", "clock"),
    Field("to_time", "Until", "clock"),
)
rank: Final = 2
feature: Final[Feature | None] = None
needs: Final[tuple[Need, ...]] = ()

_weekday = one_of(WEEKDAYS)


@dataclass(frozen=True, slots=True)
class When:
    """Days as YYYY-MM-DD, times as HH:MM: texts that compare as what they mean."""

    zone: str
    first_day: str | None = None
    last_day: str | None = None
    weekdays: tuple[str, ...] = ()
    from_time: str | None = None
    to_time: str | None = None


class Local(NamedTuple):
    """A moment by a zone's clocks: the time, and the day that it counts for."""

    day: str
    weekday: str
    clock: str


def parse(raw: Mapping[str, Any], at: str) -> When:
    """Raises Invalid: `zone_unknown`, `day_invalid`, `days_reversed`, `clock_invalid`, `time_unbounded`."""
    value = When(
        _zone(text(raw.get("zone"), f"{at}.zone"), f"{at}.zone"),
        optional_text(raw, "first_day", at, _day),
        optional_text(raw, "last_day", at, _day),
        texts(raw, "weekdays", at, _weekday, required=False),
        optional_text(raw, "from_time", at, _clock),
        optional_text(raw, "to_time", at, _clock),
    )
    if value.first_day and value.last_day and value.last_day < value.first_day:
        raise Invalid(f"{at}.last_day", "Choose a last day that is not before the first.", code="days_reversed")
    if (value.from_time or MIDNIGHT) == (value.to_time or "24:00"):
        raise Invalid(f"{at}.to_time", "Choose two different times, or neither for all day.", code="clock_invalid")
    if value == When(value.zone):
        raise Invalid(at, "Give a first or last day, weekdays, or a time of day.", code="time_unbounded")
    return value


def holds(value: When, facts: Facts) -> bool:
    """Whether the moment of the click is within all that is given."""
    local = _local(value, facts.now)
    return (
        (value.first_day is None or local.day >= value.first_day)
        and (value.last_day is None or local.day <= value.last_day)
        and (not value.weekdays or local.weekday in value.weekdays)
        and _in_hours(value, local.clock)
    )


def why_not(value: When, facts: Facts) -> str:
    """Tells the time in the rule's zone, and what it is not in."""
    local = _local(value, facts.now)
    if value.first_day and local.day < value.first_day:
        reason = f"before {value.first_day}"
    elif value.last_day and local.day > value.last_day:
        reason = f"after {value.last_day}"
    elif value.weekdays and local.weekday not in value.weekdays:
        reason = f"not one of {listed(value.weekdays)}"
    else:
        reason = f"not between {value.from_time or MIDNIGHT} and {value.to_time or '24:00'}"
    return f"It is {local.weekday} {local.day} {local.clock} in {value.zone}: {reason}."


def _local(value: When, now: float) -> Local:
    moment = datetime.fromtimestamp(now, ZoneInfo(value.zone))
    clock = moment.isoformat()[11:16]
    if _over_midnight(value) and clock < (value.to_time or MIDNIGHT):
        moment -= DAY
    return Local(moment.isoformat()[:10], WEEKDAYS[moment.weekday()], clock)


def _over_midnight(value: When) -> bool:
    return value.from_time is not None and value.to_time is not None and value.to_time < value.from_time


def _in_hours(value: When, clock: str) -> bool:
    after = value.from_time is None or clock >= value.from_time
    before = value.to_time is None or clock < value.to_time
    return after or before if _over_midnight(value) else after and before


def _zone(name: str, at: str) -> str:
    if ZONE.fullmatch(name) and not NO_ZONES.fullmatch(name):
        try:
            return ZoneInfo(name).key
        except (KeyError, ValueError, OSError):  # a folder, a file that is no zone, a name that is none
            pass
    spelled = _zones()
    near = get_close_matches(name.casefold(), spelled, n=1)
    fix = f"Did you mean {spelled[near[0]]}?" if near else "Use a name such as Europe/Berlin or America/New_York."
    raise Invalid(at, f"“{name}” is not a time zone that we know. {fix}", code="zone_unknown")


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {zone.casefold(): zone for zone in available_timezones()}


def _day(value: str, at: str) -> str:
    try:
        if ISO_DAY.fullmatch(value) and date.fromisoformat(value).year in YEARS:
            return value
    except ValueError:  # a month or a day that no calendar has
        pass
    raise Invalid(at, "Give a day as YYYY-MM-DD, such as 2027-11-24, from 2000 to 2199.", code="day_invalid")


def _clock(value: str, at: str) -> str:
    if not CLOCK.fullmatch(value) or (value == "24:00" and at.endswith(".from_time")):
        raise Invalid(at, "Give a time of day as HH:MM, such as 09:30.", code="clock_invalid")
    return value
