"""When each kind of condition holds, and what it tells staff when it does not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from plugin.routing import condition, conditions
from plugin.routing.facts import Facts, Supposed
from tests.routing.clicks_made import NOON, click, holds, why_not

US_GB: dict[str, Any] = {"kind": "country", "countries": ["us", "GB"]}
BAVARIA: dict[str, Any] = {"kind": "country", "countries": ["DE", "US"], "regions": ["DE-BY"]}
SAO_PAULO: dict[str, Any] = {"kind": "country", "countries": ["BR"], "cities": ["sao paulo"]}
PHONES: dict[str, Any] = {"kind": "device", "devices": ["mobile", "Tablet"]}
APPLE: dict[str, Any] = {"kind": "system", "systems": ["ios", "macOS"]}
VIP: dict[str, Any] = {"kind": "query", "name": "ref", "test": "equals", "values": ["vip"]}
MESSENGERS: dict[str, Any] = {"kind": "source", "sources": ["whatsapp", "Newsletter", "example.com"]}
NEW, RETURNING = ({"kind": "visitor", "visitor": word} for word in ("new", "returning"))


@pytest.mark.parametrize(
    ("raw", "facts", "answer"),
    [
        (US_GB, click(country="US"), True),
        (US_GB, click(country="GB", city="London"), True),
        (US_GB, click(country="DE"), False),
        (US_GB, click(), False),
        (BAVARIA, click(country="DE", region="BY"), True),
        (BAVARIA, click(country="US", region="BY"), False),
        (BAVARIA, click(country="DE", region="BE"), False),
        (BAVARIA, click(country="DE"), False),
        ({**BAVARIA, "regions": ["by"]}, click(country="DE", region="BY"), True),
        (SAO_PAULO, click(country="BR", city="São Paulo"), True),
        (SAO_PAULO, click(country="BR", city="Rio de Janeiro"), False),
        (SAO_PAULO, click(country="BR"), False),
        (PHONES, click(device="mobile"), True),
        (PHONES, click(device="tablet"), True),
        (PHONES, click(device="desktop"), False),
        (PHONES, click(device="other"), False),
        (APPLE, click(system="iOS"), True),
        (APPLE, click(system="macOS"), True),
        (APPLE, click(system="Android"), False),
        (APPLE, click(), False),
        (NEW, click(), True),
        (NEW, click(returning=True), False),
        (RETURNING, click(returning=True), True),
        (RETURNING, click(), False),
        (MESSENGERS, click(source="WhatsApp"), True),
        (MESSENGERS, click(source="newsletter"), True),
        (MESSENGERS, click(source="example.com"), True),
        (MESSENGERS, click(source="Direct"), False),
    ],
)
def test_a_condition_holds_for_whom_it_names(raw: dict[str, Any], facts: Facts, *, answer: bool) -> None:
    assert holds(raw, facts) is answer


@pytest.mark.parametrize(
    ("test", "values", "query", "answer"),
    [
        ("present", [], "ref=", True),
        ("present", [], "ref", True),
        ("present", [], "other=1", False),
        ("present", [], "", False),
        ("equals", ["vip"], "a=1&ref=vip", True),
        ("equals", ["vip"], "ref=VIP", False),
        ("equals", ["vip"], "ref=vip2", False),
        ("equals", ["vip"], "ref=other&ref=vip", False),
        ("equals", ["süß sauer"], "ref=s%C3%BC%C3%9F+sauer", True),
        ("one_of", ["vip", "press"], "ref=press", True),
        ("one_of", ["vip", "press"], "ref=", False),
        ("contains", ["ip"], "ref=vip", True),
        ("contains", ["ip"], "ref=press", False),
    ],
)
def test_a_query_parameter_is_compared_decoded(test: str, values: list[str], query: str, *, answer: bool) -> None:
    raw = {"kind": "query", "name": "ref", "test": test, "values": values}
    assert holds(raw, click(query=query)) is answer


@pytest.mark.parametrize(
    ("wanted", "header", "answer"),
    [
        ("de", "de-AT,de;q=0.9,en;q=0.8", True),
        ("de-AT", "de-AT,de;q=0.9", True),
        ("de-AT", "de", False),
        ("de-AT", "de-DE,de;q=0.9", False),
        ("en", "de-AT,de;q=0.9,en;q=0.8", False),
        ("de", "fr;q=0.3, de-AT;q=0.8", True),
        ("de", "en;q=0.5 , DE ; q=0.9", True),
        ("de", "de;q=0", False),
        ("de", "*", False),
        ("de", "", False),
        ("de", "den,fr", False),
        ("de", "de;q=2", False),
        ("en", "en, de", True),
        ("de", "en, de", True),
        ("zh-TW", "zh-Hant-TW", True),
        ("zh-TW", "zh-Hant-HK", False),
        ("no", "nb-NO,nb;q=0.9", True),
        ("he", "iw-IL", True),
        ("de", "en-x-de", False),
        ("en-de", "en-x-de", False),
    ],
)
def test_a_language_is_the_one_that_the_browser_ranks_highest(wanted: str, header: str, *, answer: bool) -> None:
    assert holds({"kind": "language", "languages": [wanted]}, click(language=header)) is answer


@pytest.mark.parametrize(
    ("raw", "facts", "words"),
    [
        (US_GB, click(country="DE"), "The visitor is in DE, not in US, GB."),
        (US_GB, click(), "It is not known which country the visitor is in."),
        (BAVARIA, click(country="DE", region="BE"), "The visitor's region is BE, not DE-BY."),
        (SAO_PAULO, click(country="BR"), "The visitor's city is unknown, not sao paulo."),
        (PHONES, click(device="desktop"), "The visitor's device is desktop, not mobile, tablet."),
        (APPLE, click(system="Android"), "The visitor's system is Android, not iOS, macOS."),
        (RETURNING, click(), "The visitor is new to this link."),
        (VIP, click(), "The address has no parameter ref."),
        (VIP, click(query="ref=x"), "The parameter ref is “x”, which is not vip."),
        (MESSENGERS, click(), "The visitor came from Direct, not from WhatsApp, Newsletter, example.com."),
        ({"kind": "language", "languages": ["de"]}, click(language="fr"), "The visitor prefers fr, not de."),
    ],
)
def test_staff_are_told_why_a_condition_does_not_hold(raw: dict[str, Any], facts: Facts, words: str) -> None:
    assert why_not(raw, facts) == words


def test_every_kind_is_a_file_in_the_tuple_under_its_own_name() -> None:
    files = {path.stem for path in Path(conditions.__path__[0]).glob("*.py")} - {"__init__"}
    assert [kind.kind for kind in conditions.CONDITIONS] == list(conditions.BY_KIND)
    assert set(conditions.BY_KIND) == files
    assert all(kind.label and kind.fields for kind in conditions.CONDITIONS)


def test_a_click_is_asked_once_and_only_what_is_wanted() -> None:
    asked: list[str] = []

    def returning() -> bool:
        asked.append("returning")
        return True

    facts = Supposed(click(query="ref=vip").visitor, NOON, returning=returning)
    assert holds(VIP, facts)
    assert asked == []
    assert holds(RETURNING, facts)
    assert not holds(NEW, facts)
    assert asked == ["returning"]


@pytest.mark.parametrize("raw", [US_GB, BAVARIA, SAO_PAULO, PHONES, APPLE, VIP, MESSENGERS, NEW])
def test_what_was_read_is_written_in_one_spelling(raw: dict[str, Any]) -> None:
    once = condition.as_json(condition.parse(raw, "x"))
    assert condition.as_json(condition.parse(once, "x")) == once
    assert condition.parse(once, "x") == condition.parse(raw, "x")
