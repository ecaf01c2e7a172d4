"""The address a visitor is sent to: what is set, what is passed on, and that nothing else changes by an octet."""

from __future__ import annotations

from urllib.parse import parse_qsl, unquote_plus, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.routing import utm
from plugin.routing.destination import LONGEST, forwarded, with_utm
from tests.routing.clicks_made import untimed

SMS = utm.parse({"source": "sms", "medium": "", "campaign": "spring sale"})


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("https://a.example", "https://a.example?utm_source=sms&utm_campaign=spring%20sale"),
        ("https://a.example/", "https://a.example/?utm_source=sms&utm_campaign=spring%20sale"),
        ("https://a.example/?", "https://a.example/?utm_source=sms&utm_campaign=spring%20sale"),
        ("https://a.example/?b=1&a=2", "https://a.example/?b=1&a=2&utm_source=sms&utm_campaign=spring%20sale"),
        ("https://a.example/p#top", "https://a.example/p?utm_source=sms&utm_campaign=spring%20sale#top"),
        ("https://a.example/#/r?x=1", "https://a.example/?utm_source=sms&utm_campaign=spring%20sale#/r?x=1"),
        (
            "https://a.example/?a=1&utm_source=old&b=2&utm_source=older",
            "https://a.example/?a=1&utm_source=sms&b=2&utm_campaign=spring%20sale",
        ),
        (
            "https://a.example/?utm%5Fsource=old&utm_medium=mail",
            "https://a.example/?utm_source=sms&utm_medium=mail&utm_campaign=spring%20sale",
        ),
        (
            "https://a.example/%7Ex/%e4?q=a+b%20c&&r=%ZZ&=&s=ü",
            "https://a.example/%7Ex/%e4?q=a+b%20c&&r=%ZZ&=&s=ü&utm_source=sms&utm_campaign=spring%20sale",
        ),
    ],
)
def test_utm_fields_are_set_and_all_else_stays(before: str, after: str) -> None:
    assert with_utm(before, SMS) == after
    assert with_utm(before, ()) == before


def test_utm_values_arrive_as_they_were_written() -> None:
    value = "50% off & more=better #1 + ü\u2713/?"
    url = with_utm("https://a.example/?x=1", utm.parse({"content": value}))
    assert dict(parse_qsl(urlsplit(url).query)) == {"x": "1", "utm_content": value}
    assert url.isascii()


@pytest.mark.parametrize(
    ("url", "query", "after"),
    [
        ("https://a.example/", "gclid=1", "https://a.example/?gclid=1"),
        ("https://a.example/?x=1#top", "y=2&z", "https://a.example/?x=1&y=2&z#top"),
        ("https://a.example/?ref=us&x=1", "ref=anna", "https://a.example/?x=1&ref=anna"),
        ("https://a.example/?ref=us", "ref=anna&ref=ben", "https://a.example/?ref=anna&ref=ben"),
        ("https://a.example/?r%65f=us", "ref=anna", "https://a.example/?ref=anna"),
        ("https://a.example/", "c=abcdefgh&q=1", "https://a.example/"),
        ("https://a.example/", "%63=abcdefgh&x=1&%71", "https://a.example/?x=1"),
        ("https://a.example/?q=shoes&c=7", "c=abcdefgh&q=1&x=1", "https://a.example/?q=shoes&c=7&x=1"),
        ("https://a.example/?", "", "https://a.example/?"),
        ("https://a.example/?x=1", "&&", "https://a.example/?x=1"),
        ("https://a.example/", "utm_source=mail&utm_term=a", "https://a.example/?utm_term=a"),
        ("https://a.example/", "x=a#b", "https://a.example/?x=a%23b"),
        ("https://a.example/", "x=a b\r\nSet-Cookie: y", "https://a.example/?x=a%20b%0D%0ASet-Cookie:%20y"),
        ("https://a.example/", "x=%F0%9F%98%80&y=ü", "https://a.example/?x=%F0%9F%98%80&y=%C3%BC"),
        ("https://a.example/", "x=%e4%zz+1", "https://a.example/?x=%e4%zz+1"),
    ],
)
def test_what_the_visitor_brought_is_passed_on(url: str, query: str, after: str) -> None:
    assert forwarded(url, query, SMS) == after


def test_an_address_that_would_grow_too_long_stays_as_it_is() -> None:
    url = "https://a.example/?x=1"
    room = LONGEST - len(url) - len("&y=")
    assert len(forwarded(url, "y=" + "z" * room, ())) == LONGEST
    assert forwarded(url, "y=" + "z" * (room + 1), ()) == url
    assert forwarded("https://a.example/?y=1", "y=" + "ü" * LONGEST, ()) == "https://a.example/?y=1"


PIECES = st.text(st.characters(codec="utf-8", exclude_categories=["Cc"], exclude_characters="#"), max_size=12)
QUERIES = st.lists(PIECES, max_size=5).map("&".join)
URLS = st.builds(
    lambda path, query, fragment: "https://a.example/" + path.replace("?", "") + query + fragment,
    PIECES,
    st.just("") | QUERIES.map("?{}".format),
    st.just("") | PIECES.map("#{}".format),
)
FIELDS = st.dictionaries(st.sampled_from(utm.NAMES), PIECES.filter(str.strip), max_size=5).map(
    lambda given: tuple((f"utm_{name}", given[name]) for name in utm.NAMES if name in given)
)


def pairs_of(url: str) -> list[str]:
    return url.partition("#")[0].partition("?")[2].split("&")


def name_of(pair: str) -> str:
    return unquote_plus(pair.partition("=")[0])


@untimed
@given(URLS, FIELDS)
def test_whatever_the_destination_its_own_parts_arrive_octet_by_octet(url: str, fields: utm.Utm) -> None:
    after = with_utm(url, fields)
    assert after.partition("#")[2] == url.partition("#")[2]
    assert after.partition("#")[0].partition("?")[0] == url.partition("#")[0].partition("?")[0]
    names = {name for name, _ in fields}
    own = [pair for pair in pairs_of(url) if pair and name_of(pair) not in names]
    assert [pair for pair in pairs_of(after) if pair and name_of(pair) not in names] == own
    assert sorted(
        (name_of(p), unquote_plus(p.partition("=")[2])) for p in pairs_of(after) if name_of(p) in names
    ) == sorted(fields)
    assert with_utm(after, fields) == after


@untimed
@given(URLS, st.text(max_size=60) | QUERIES, FIELDS)
def test_whatever_the_visitor_brings_nothing_breaks(url: str, query: str, fields: utm.Utm) -> None:
    after = forwarded(url, query, fields)
    assert after.partition("#")[2] == url.partition("#")[2]
    assert len(after) <= max(LONGEST, len(url))
    assert not any(ord(letter) < 32 or ord(letter) == 127 for letter in after)
    if after == url:
        return
    brought = [p for p in pairs_of(after) if p not in pairs_of(url)]
    assert all(pair.isascii() and pair.isprintable() for pair in brought)
    assert not {name_of(pair) for pair in brought} & {"c", "q", *(name for name, _ in fields)}
