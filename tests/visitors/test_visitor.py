"""What one request says about who is clicking, whatever it is made of."""

from __future__ import annotations

from datetime import date
from ipaddress import ip_network
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.visitors.visitor import (
    NO_HINTS,
    Visitor,
    daily_address_key,
    parameters_of,
    visitor_from_environ,
    visitor_key,
    visitor_secret,
)

PROXIES = (ip_network("10.0.0.0/8"), ip_network("2001:db8::/32"))
SECRET = visitor_secret("a secret of at least thirty-two characters", b"salt of one location")
HEADERS = (
    "HTTP_USER_AGENT",
    "HTTP_REFERER",
    "HTTP_ACCEPT_LANGUAGE",
    "HTTP_X_FORWARDED_FOR",
    "HTTP_X_REQUESTED_WITH",
    "HTTP_SEC_PURPOSE",
    "HTTP_SEC_CH_UA",
    "HTTP_SEC_CH_UA_PLATFORM",
    "HTTP_SEC_CH_UA_MOBILE",
    "REMOTE_ADDR",
    "REQUEST_METHOD",
    "QUERY_STRING",
)


def visitor(peer: str = "81.2.69.142", **environ: str) -> Visitor:
    return visitor_from_environ({"REMOTE_ADDR": peer, "REQUEST_METHOD": "GET", **environ}, PROXIES)


def test_a_bare_request_is_a_visitor_who_says_nothing() -> None:
    assert visitor() == Visitor(address="81.2.69.142", method="GET", hints=NO_HINTS)


@pytest.mark.parametrize(
    ("peer", "forwarded", "address"),
    [
        ("81.2.69.142", "1.2.3.4", "81.2.69.142"),  # nobody's proxy: anybody can write the header
        ("10.0.0.1", "1.2.3.4", "1.2.3.4"),
        ("10.0.0.1", "9.9.9.9, 1.2.3.4", "1.2.3.4"),  # what stands left of our proxy's own word is the visitor's
        ("10.0.0.1", "9.9.9.9, 1.2.3.4, 10.0.0.2", "1.2.3.4"),
        ("10.0.0.1", "10.0.0.3, 10.0.0.2", "10.0.0.3"),
        ("10.0.0.1", "1.2.3.4, unknown", "10.0.0.1"),
        ("10.0.0.1", "", "10.0.0.1"),
        ("10.0.0.1", "1.2.3.4:5678", "1.2.3.4"),
        ("10.0.0.1", "[2a02:cf40::1]:443", "2a02:cf40::1"),
        ("::ffff:10.0.0.1", "::ffff:1.2.3.4", "1.2.3.4"),
        ("2001:db8::7", "2A02:CF40:0::1", "2a02:cf40::1"),
        ("", "1.2.3.4", ""),
        ("unix:", "1.2.3.4", ""),
        ("999.1.1.1", "1.2.3.4", ""),
        ("fe80::1%eth0", "", "fe80::1"),
    ],
)
def test_the_address_is_the_first_hop_from_the_right_that_is_no_proxy_of_ours(
    peer: str, forwarded: str, address: str
) -> None:
    assert visitor(peer, HTTP_X_FORWARDED_FOR=forwarded).address == address


def test_without_trusted_proxies_the_peer_is_the_visitor() -> None:
    environ = {"REMOTE_ADDR": "10.0.0.1", "HTTP_X_FORWARDED_FOR": "1.2.3.4"}
    assert visitor_from_environ(environ).address == "10.0.0.1"


@pytest.mark.parametrize(
    ("query", "contact", "qr"),
    [
        ("c=ocQHyuzHvysMo5N5VsXc", "ocQHyuzHvysMo5N5VsXc", False),
        ("utm_source=sms&c=abcd1234&q=1", "abcd1234", True),
        ("c=short", None, False),
        ("c=" + "a" * 41, None, False),
        ("c={{contact.id}}", None, False),
        ("c=abcd%31234", "abcd1234", False),
        ("c=abcd1234&c=efgh5678", "abcd1234", False),
        ("c=%EF%BC%A1bcdefgh1", None, False),
        ("q=2", None, False),
        ("abc=abcd1234&seq=1", None, False),
        ("", None, False),
    ],
)
def test_the_query_claims_a_contact_and_a_scan(query: str, contact: str | None, qr: bool) -> None:  # noqa: FBT001 - a row
    found = visitor(QUERY_STRING=query)
    assert (found.contact, found.qr) == (contact, qr)


def test_the_query_stays_as_it_came_but_for_what_no_query_may_hold() -> None:
    assert visitor(QUERY_STRING="name=J%C3%BCrgen&x=a+b").query == "name=J%C3%BCrgen&x=a+b"
    assert visitor(QUERY_STRING="name=J\xc3\xbcrgen \r\n\x00").query == "name=J%C3%BCrgen%20%0D%0A%00"


def test_a_repeated_parameter_counts_once_and_a_flood_of_them_is_bounded() -> None:
    assert parameters_of("a=1&a=2&b=") == {"a": "1", "b": ""}
    assert len(parameters_of("&".join(f"p{n}=1" for n in range(10_000)))) == 100


def test_text_is_bounded_printable_and_read_as_utf8() -> None:
    found = visitor(HTTP_USER_AGENT="Fon\xc3\xa9\x00\r\n" + "x" * 20_000, HTTP_REFERER="\xff\xfe" * 5_000)
    assert found.user_agent.startswith("Foné" + "x")
    assert len(found.user_agent) <= 512
    assert len(found.referrer) <= 1024
    assert visitor(HTTP_USER_AGENT="a\ud800b").user_agent == "ab"


def test_what_the_browser_says_of_its_purpose_is_kept_in_lower_case() -> None:
    assert visitor(HTTP_SEC_PURPOSE="prefetch;prerender").purpose == "prefetch;prerender"
    assert visitor(HTTP_X_PURPOSE="Preview").purpose == "preview"
    assert visitor(HTTP_X_MOZ="prefetch").purpose == "prefetch"


def test_hints_are_kept_as_they_were_sent() -> None:
    hints = visitor(
        HTTP_SEC_CH_UA='"Brave";v="126"', HTTP_SEC_CH_UA_MOBILE="?1", HTTP_SEC_CH_UA_PLATFORM='"Android"'
    ).hints
    assert (hints.brands, hints.mobile, hints.platform, hints.model) == ('"Brave";v="126"', "?1", '"Android"', "")


def test_an_android_apps_web_view_is_told_as_a_referrer_where_none_is_sent() -> None:
    assert visitor(HTTP_X_REQUESTED_WITH="com.whatsapp").referrer == "android-app://com.whatsapp/"
    assert visitor(HTTP_X_REQUESTED_WITH="XMLHttpRequest").referrer == ""
    sent = visitor(HTTP_X_REQUESTED_WITH="com.whatsapp", HTTP_REFERER="https://example.com/")
    assert sent.referrer == "https://example.com/"


def test_a_visitor_is_another_one_to_every_location_and_the_same_to_one() -> None:
    other = visitor_secret("a secret of at least thirty-two characters", b"salt of another")
    assert visitor_key(SECRET, "1.2.3.4", "Firefox") == visitor_key(SECRET, "1.2.3.4", "Firefox")
    keys = {
        visitor_key(SECRET, "1.2.3.4", "Firefox"),
        visitor_key(SECRET, "1.2.3.4", "Chrome"),
        visitor_key(SECRET, "1.2.3.5", "Firefox"),
        visitor_key(other, "1.2.3.4", "Firefox"),
        daily_address_key(SECRET, date(2026, 1, 1), "1.2.3.4"),
        daily_address_key(SECRET, date(2026, 1, 2), "1.2.3.4"),
    }
    assert len(keys) == 6
    assert {len(key) for key in keys} == {16}


@given(st.fixed_dictionaries({}, optional={header: st.text() for header in HEADERS}))
def test_no_request_makes_it_raise(environ: dict[str, Any]) -> None:
    found = visitor_from_environ(environ, PROXIES)
    assert len(found.user_agent) <= 512
    assert found.query.isascii()
    assert found.parameters is not None
    text = found.user_agent + found.referrer + found.language + found.query + found.purpose + "".join(found.hints)
    assert text.encode() is not None
    assert "\x00" not in text
    assert len(visitor_key(SECRET, found.address, found.user_agent)) == 16


@given(st.binary(max_size=600))
def test_any_bytes_in_any_header_are_taken(raw: bytes) -> None:
    environ = dict.fromkeys(HEADERS, raw.decode("latin-1"))
    visitor_from_environ(environ, PROXIES).user_agent.encode()
