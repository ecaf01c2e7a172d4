"""Destinations: what people paste becomes one form, and what is no web address is refused."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.errors import Invalid
from plugin.links.destinations import host_of, parse_destination

KEPT = [
    ("https://example.com/", "https://example.com/"),
    ("  HTTPS://Example.COM/Path?Q=1#Top \n", "https://example.com/Path?Q=1#Top"),
    ("example.com", "https://example.com"),
    ("example.com:8443/x", "https://example.com:8443/x"),
    ("//example.com/x", "https://example.com/x"),
    ("http://example.com:80/", "http://example.com/"),
    ("https://example.com:443/", "https://example.com/"),
    ("https://example.com:80/", "https://example.com:80/"),
    ("https://bücher.example/straße?q=ü#ä", "https://xn--bcher-kva.example/stra%C3%9Fe?q=%C3%BC#%C3%A4"),
    ("https://faß.example", "https://xn--fa-hia.example"),
    ("https://example.com./", "https://example.com/"),
    ("https://example.com/a b", "https://example.com/a%20b"),
    ("https://example.com/a%20b%FF%0A?x=%e3", "https://example.com/a%20b%FF%0A?x=%e3"),
    ("https://example.com/?a=1&b[]=2;c={x}", "https://example.com/?a=1&b[]=2;c=%7Bx%7D"),
    ("https://my_shop.example/", "https://my_shop.example/"),
    ("https://r3---sn-x.example/", "https://r3---sn-x.example/"),
    ("http://127.0.0.1:9000/x", "http://127.0.0.1:9000/x"),
    ("http://[2001:DB8::1]:8080/", "http://[2001:db8::1]:8080/"),
    ("http://localhost:3000", "http://localhost:3000"),
    ("https:\\\\example.com\\x", "https://example.com/x"),
]
REFUSED = [
    ("javascript:alert(1)", "scheme"),
    ("data:text/html,x", "scheme"),
    ("mailto:a@example.com", "scheme"),
    ("ftp://example.com", "scheme"),
    ("tel:123", "scheme"),
    ("JaVaScRiPt:alert(1)", "scheme"),
    ("file:///etc/passwd", "scheme"),
    ("example.com:x", "scheme"),
    ("", "invalid"),
    ("   ", "invalid"),
    ("hello", "invalid"),
    ("/path", "invalid"),
    ("https://", "invalid"),
    ("https:///example.com", "invalid"),
    ("https:example.com", "invalid"),
    ("https://user@example.com", "invalid"),
    ("https://:secret@example.com", "invalid"),
    ("https://exa mple.com", "invalid"),
    ("https://example.com:99999", "invalid"),
    ("https://example..com", "invalid"),
    ("https://-x.example", "invalid"),
    ("https://[::1", "invalid"),
    ("https://[::1%eth0]/", "invalid"),
    ("https://2130706433/", "invalid"),
    ("https://0177.0.0.1/", "invalid"),
    ("https://127.0.0.0x1/", "invalid"),
    ("https://256.1.1.1/", "invalid"),
    ("https://a%00b.example/", "invalid"),
    ("https://exa\tmple.com/", "invalid"),
    ("https://example.com/\u2028", "invalid"),
    ("https://example.com/\x7f", "invalid"),
    ("https://ex\u00adample\ud800.com/", "invalid"),
    ("https://" + "a" * 64 + ".example/", "invalid"),
    ("https://example.com/" + "x" * 2_040, "too_long"),
    ("https://example.com/" + "ü" * 400, "too_long"),
]


@pytest.mark.parametrize(("typed", "kept"), KEPT)
def test_an_address_is_kept_in_one_form(typed: str, kept: str) -> None:
    assert str(parse_destination(typed)) == kept
    assert str(parse_destination(kept)) == kept


@pytest.mark.parametrize(("typed", "code"), REFUSED)
def test_what_is_no_web_address_is_refused_with_a_reason(typed: str, code: str) -> None:
    with pytest.raises(Invalid) as refused:
        parse_destination(typed)
    assert refused.value.code == f"destination_{code}"
    assert refused.value.details["field"] == "destination"


def read(text: str) -> str | None:
    try:
        return str(parse_destination(text))
    except Invalid:
        return None


@given(st.one_of(st.text(), st.text().map("https://example.com/{}".format), st.text().map("http://{}".format)))
def test_whatever_is_typed_becomes_a_safe_header_or_a_refusal(text: str) -> None:
    kept = read(text)
    if kept is None:
        return
    assert kept.isascii()
    assert kept.isprintable()
    assert " " not in kept
    assert urlsplit(kept).scheme in {"http", "https"}
    assert urlsplit(kept).hostname
    assert read(kept) == kept


@given(st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=100))
def test_every_path_of_printable_text_can_be_linked_to(path: str) -> None:
    kept = read(f"https://example.com/{path}.")
    assert kept is not None
    assert kept.startswith("https://example.com/")


def test_a_link_without_a_title_is_called_by_its_host() -> None:
    assert host_of("https://www.example.com:8080/x") == "example.com"
