"""A click's own name: read back as it was made, and nobody else can make one."""

from __future__ import annotations

import base64
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.clicks.asked import Asked
from plugin.clicks.click_id import LENGTH, click_id, is_genuine, read
from plugin.clicks.decide import Redirect, always, decide
from plugin.clicks.terms import NEUTRAL, Terms
from plugin.links.live import Live, parse
from plugin.visitors.visitor import Visitor

SECRET = b"s" * 32
TERMS = Terms(7, "pro", SECRET, suspended=False, brand=NEUTRAL)
IDS = st.integers(1, 2**63 - 1)


def live(**published: object) -> Live:
    told = {"kind": "redirect", "destination": "https://example.com/a?x=1#top", "append_click_id": True}
    return parse(1, "abc", 7, 12, {**told, **published})


@given(IDS, IDS, st.floats(1.5e9, 4e9), st.binary(min_size=32, max_size=32))
def test_it_names_the_click_that_it_was_made_for(location_id: int, link_id: int, at: float, secret: bytes) -> None:
    text = click_id(secret, location_id, link_id, at)
    named = read(text)
    assert len(text) == LENGTH
    assert named is not None
    assert (named.location_id, named.link_id) == (location_id, link_id)
    assert abs(named.at.timestamp() - at) < 1e-5
    assert is_genuine(named, secret)
    assert not is_genuine(named, b"another")


@given(st.integers(0, 35), st.integers(1, 255))
def test_a_changed_one_is_not_ours(place: int, change: int) -> None:
    raw = bytearray(base64.urlsafe_b64decode(click_id(SECRET, 7, 12, 1.8e9)))
    raw[place] ^= change
    named = read(base64.urlsafe_b64encode(raw).decode())
    assert named is None or not is_genuine(named, SECRET)


@given(st.text(max_size=60) | st.text("AZaz09-_=+/", min_size=LENGTH, max_size=LENGTH))
def test_no_text_makes_reading_it_raise(text: str) -> None:
    named = read(text)
    assert named is None or not is_genuine(named, SECRET)


def test_a_link_that_is_asked_to_appends_it_and_the_fragment_survives() -> None:
    now = 1_800_000_000.25
    answer = decide(live(), TERMS, Asked(Visitor(address="192.0.2.1"), SECRET), now)
    assert isinstance(answer, Redirect)
    before, _, after = answer.url.partition("&sl_click=")
    assert before == "https://example.com/a?x=1"
    assert after == click_id(SECRET, 7, 12, now) + "#top"
    assert answer.destination == "https://example.com/a?x=1#top"
    named = read(after.removesuffix("#top"))
    assert named is not None
    assert named.at == datetime.fromtimestamp(now, UTC)


def test_another_links_id_that_a_visitor_brings_is_replaced() -> None:
    visitor = Visitor(address="192.0.2.1", query="sl_click=old&y=2")
    answer = decide(live(forward_params=True), TERMS, Asked(visitor, SECRET), 1.8e9)
    assert isinstance(answer, Redirect)
    assert answer.url.count("sl_click=") == 1
    assert "old" not in answer.url
    assert "y=2" in answer.url


@pytest.mark.parametrize("status", [301, 302])
def test_such_an_answer_is_never_one_for_everybody_nor_for_good(status: int) -> None:
    asked = Asked(Visitor(address="192.0.2.1"), SECRET)
    assert always(live(redirect_status=status), TERMS) is None
    answer = decide(live(redirect_status=status), TERMS, asked, 1.8e9)
    assert isinstance(answer, Redirect)
    assert answer.status == 302
