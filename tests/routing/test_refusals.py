"""What cannot be a rule is refused at its exact place, with a code and a fix; nothing else is ever raised."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from importlib import resources
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.errors import Invalid
from plugin.routing import condition, rules, split, utm
from plugin.routing.conditions import CONDITIONS
from plugin.routing.countries import COUNTRIES
from tests.routing.clicks_made import click, refusal, untimed

AT = "rules[2].when[0]"
TIME = {"kind": "time", "zone": "Europe/Berlin"}


@pytest.mark.parametrize(
    ("raw", "field", "code", "fix"),
    [
        ([], AT, "not_an_object", "object"),
        ({}, f"{AT}.kind", "not_a_text", "text"),
        ({"kind": "moon"}, f"{AT}.kind", "kind_unknown", "country, device"),
        ({"kind": "device", "devices": ["mobile"], "x": 1}, f"{AT}.x", "field_unknown", "Leave this out"),
        ({"kind": "country"}, f"{AT}.countries", "no_values", "at least one"),
        ({"kind": "country", "countries": "US"}, f"{AT}.countries", "not_a_list", "list"),
        ({"kind": "country", "countries": ["US", "XX"]}, f"{AT}.countries[1]", "country_unknown", "ISO 3166-1"),
        ({"kind": "country", "countries": ["UK"]}, f"{AT}.countries[0]", "country_unknown", "Use GB"),
        ({"kind": "country", "countries": [1]}, f"{AT}.countries[0]", "not_a_text", "text"),
        ({"kind": "country", "countries": ["US"] * 251}, f"{AT}.countries", "too_many_values", "250"),
        ({"kind": "country", "countries": ["US"], "regions": ["??"]}, f"{AT}.regions[0]", "region_unknown", "US-CA"),
        ({"kind": "country", "countries": ["US"], "regions": ["DE-BY"]}, f"{AT}.regions[0]", "region_unknown", "Add"),
        ({"kind": "country", "countries": ["US"], "cities": ["a\nb"]}, f"{AT}.cities[0]", "unfit_characters", "line"),
        ({"kind": "device", "devices": ["fridge"]}, f"{AT}.devices[0]", "unknown", "desktop, mobile, tablet"),
        ({"kind": "system", "systems": ["BeOS"]}, f"{AT}.systems[0]", "unknown", "iOS, Android"),
        ({"kind": "language", "languages": ["german"]}, f"{AT}.languages[0]", "language_unknown", "pt-BR"),
        ({"kind": "source", "sources": [" "]}, f"{AT}.sources[0]", "blank", "one character"),
        ({"kind": "source", "sources": ["x" * 256]}, f"{AT}.sources[0]", "too_long", "255"),
        ({"kind": "visitor", "visitor": "old"}, f"{AT}.visitor", "unknown", "new, returning"),
        ({"kind": "query", "name": "a", "test": "like"}, f"{AT}.test", "unknown", "contains"),
        ({"kind": "query", "name": "a", "test": "equals"}, f"{AT}.values", "no_values", "at least one"),
        ({"kind": "query", "name": "a", "test": "present", "values": ["x"]}, f"{AT}.values", "values_unfit", "any"),
        ({"kind": "query", "name": "a", "test": "equals", "values": ["x", "y"]}, f"{AT}.values", "values_unfit", ""),
        ({"kind": "time", "weekdays": ["mon"]}, f"{AT}.zone", "not_a_text", "text"),
        ({**TIME, "zone": "Europe/Berlim"}, f"{AT}.zone", "zone_unknown", "Europe/Berlin"),
        ({**TIME, "zone": "europe/berlin"}, f"{AT}.zone", "zone_unknown", "Europe/Berlin"),
        ({**TIME, "zone": "Europe"}, f"{AT}.zone", "zone_unknown", "zone"),
        ({**TIME, "zone": "../../etc/passwd"}, f"{AT}.zone", "zone_unknown", "zone"),
        ({**TIME, "zone": "localtime"}, f"{AT}.zone", "zone_unknown", "zone"),
        (TIME, AT, "time_unbounded", "weekdays"),
        ({**TIME, "weekdays": ["monday"]}, f"{AT}.weekdays[0]", "unknown", "mon"),
        ({**TIME, "first_day": "2027-02-30"}, f"{AT}.first_day", "day_invalid", "YYYY-MM-DD"),
        ({**TIME, "first_day": "20270101"}, f"{AT}.first_day", "day_invalid", "YYYY-MM-DD"),
        ({**TIME, "first_day": "1027-01-01"}, f"{AT}.first_day", "day_invalid", "2000"),
        ({**TIME, "first_day": "2027-02-02", "last_day": "2027-02-01"}, f"{AT}.last_day", "days_reversed", "before"),
        ({**TIME, "from_time": "25:00"}, f"{AT}.from_time", "clock_invalid", "HH:MM"),
        ({**TIME, "from_time": "24:00"}, f"{AT}.from_time", "clock_invalid", "HH:MM"),
        ({**TIME, "from_time": "09:00", "to_time": "09:00"}, f"{AT}.to_time", "clock_invalid", "all day"),
    ],
)  # fmt: skip
def test_a_condition_is_refused_at_its_exact_place(raw: Any, field: str, code: str, fix: str) -> None:
    fault = refusal(raw)
    assert (fault.details["field"], fault.code) == (field, code)
    assert fix in fault.message


GOOD: dict[str, Any] = {"when": [{"kind": "device", "devices": ["mobile"]}], "destination": "https://example.com/"}


@pytest.mark.parametrize(
    ("raw", "field", "code"),
    [
        ({}, "rules", "not_a_list"),
        ([GOOD] * 51, "rules", "too_many_rules"),
        ([GOOD] * 1000, "rules", "too_many_rules"),
        ([GOOD, 7], "rules[1]", "not_an_object"),
        ([{**GOOD, "name": "x"}], "rules[0].name", "field_unknown"),
        ([{**GOOD, "when": []}], "rules[0].when", "rule_without_condition"),
        ([{"destination": "https://example.com/"}], "rules[0].when", "rule_without_condition"),
        ([{**GOOD, "when": GOOD["when"] * 21}], "rules[0].when", "too_many_conditions"),
        ([GOOD, {"when": GOOD["when"]}], "rules[1].destination", "rule_without_destination"),
        ([{**GOOD, "destination": ""}], "rules[0].destination", "rule_without_destination"),
        ([{**GOOD, "destination": " "}], "rules[0].destination", "blank"),
        ([{**GOOD, "destination": "https://a.example/\r\nSet-Cookie: x"}], "rules[0].destination", "unfit_characters"),
        ([{**GOOD, "destination": "https://a.example/" + "x" * 2048}], "rules[0].destination", "too_long"),
    ],
)
def test_rules_are_refused_at_their_exact_place(raw: Any, field: str, code: str) -> None:
    with pytest.raises(Invalid) as caught:
        rules.parse(raw)
    assert (caught.value.details["field"], caught.value.code) == (field, code)


def test_a_thousand_rules_are_told_how_many_there_may_be() -> None:
    with pytest.raises(Invalid, match=r"at most 50 rules; these are 1,000"):
        rules.parse([GOOD] * 1000)


@pytest.mark.parametrize("raw", [{"medium": "a\nb"}, {"colour": "red"}, {"source": 7}, [], {"term": "x" * 256}])
def test_utm_fields_are_refused_by_name(raw: Any) -> None:
    with pytest.raises(Invalid) as caught:
        utm.parse(raw)
    assert caught.value.details["field"].startswith("utm")


SCALARS = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20)
JSON = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=10), inner, max_size=4),
    max_leaves=12,
)
NAMES = sorted({field.name for kind in CONDITIONS for field in kind.fields})
CHOICES = sorted({choice for kind in CONDITIONS for field in kind.fields for choice in field.choices})
WORDS = st.sampled_from([*CHOICES, "Europe/Berlin", "Asia/Kolkata", "2027-01-01", "09:00", "17:00", "de-AT", "CA"])
LIKELY = st.builds(
    lambda kind, rest: {"kind": kind, **rest},
    st.sampled_from([kind.kind for kind in CONDITIONS]),
    st.dictionaries(st.sampled_from(NAMES), WORDS | st.lists(WORDS, max_size=3) | JSON, max_size=6),
)


def places(parse: Callable[[], Any]) -> list[str]:
    """Where what is read is refused; nowhere where it is taken."""
    try:
        parse()
    except Invalid as fault:
        return [fault.details["field"]]
    return []


@untimed
@given(LIKELY | JSON, st.text(max_size=40), st.text(max_size=40))
def test_no_condition_raises_anything_but_invalid_and_what_is_taken_answers(raw: Any, header: str, query: str) -> None:
    refused = places(lambda: condition.parse(raw, "x"))
    if refused:
        assert refused[0].startswith("x")
        return
    kind, value = found = condition.parse(raw, "x")
    facts = click(country="US", language=header, query=query)
    assert kind.holds(value, facts) or kind.why_not(value, facts)
    assert condition.parse(condition.as_json(found), "x") == found


@untimed
@given(st.lists(st.fixed_dictionaries({"when": st.lists(LIKELY), "destination": SCALARS}) | JSON, max_size=3) | JSON)
def test_no_rules_raise_anything_but_invalid(raw: Any) -> None:
    for name, parse in (("rules", rules.parse), ("split", split.parse), ("utm", utm.parse)):
        assert all(place.startswith(name) for place in places(partial(parse, raw)))


def test_countries_are_those_of_the_time_zone_database_and_kosovo() -> None:
    lines = resources.files("tzdata").joinpath("zoneinfo", "iso3166.tab").read_text().splitlines()
    assert {line[:2] for line in lines if not line.startswith("#")} | {"XK"} == COUNTRIES


def test_every_zone_of_the_database_is_taken() -> None:
    for zone in available_timezones() - {"localtime", "Factory"}:
        value = condition.parse({"kind": "time", "zone": zone, "weekdays": ["mon"]}, "x").value
        assert ZoneInfo(value.zone)
