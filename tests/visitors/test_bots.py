"""Machines are told from people, and why, whatever they send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.visitors.bots import REASONS, bot_of
from plugin.visitors.visitor import Hints
from tests.visitors.agents import BROWSERS, IN_APP, WINDOWS
from tests.visitors.machines import CRAWLERS, PREVIEWERS, SCRIPTS

CHROME = WINDOWS + "Chrome/126.0.0.0 Safari/537.36"


@pytest.mark.parametrize("user_agent", [row[0] for row in (*BROWSERS, *IN_APP)])
def test_people_are_no_bots(user_agent: str) -> None:
    assert bot_of(user_agent) is None


@pytest.mark.parametrize(
    ("user_agent", "reason"),
    [
        *((user_agent, "preview") for user_agent in PREVIEWERS),
        *((user_agent, "crawler") for user_agent in CRAWLERS),
        *((user_agent, "script") for user_agent in SCRIPTS),
        ("", "empty"),
        ("   ", "empty"),
    ],
)
def test_machines_are_known_by_their_user_agent(user_agent: str, reason: str) -> None:
    assert bot_of(user_agent) == reason


@pytest.mark.parametrize(
    "purpose", ["prefetch", "prefetch;prerender", "prefetch;anonymous-client-ip", "preview", "prerender"]
)
def test_a_browser_that_looks_ahead_is_no_visitor_yet(purpose: str) -> None:
    assert bot_of(CHROME, "GET", purpose) == "prefetch"


def test_asking_for_the_head_alone_is_a_machines_way() -> None:
    assert bot_of(CHROME, "HEAD") == "head"
    assert bot_of("Twitterbot/1.0", "HEAD") == "preview"


def test_a_browser_without_a_window_gives_itself_away_in_its_hints() -> None:
    assert bot_of(CHROME, hints=Hints(brands='"HeadlessChrome";v="126"')) == "crawler"
    assert bot_of(CHROME, hints=Hints(brands='"Google Chrome";v="126"')) is None


@given(st.text(max_size=700), st.text(), st.text(), st.builds(Hints, st.text()))
def test_nothing_makes_it_raise(user_agent: str, method: str, purpose: str, hints: Hints) -> None:
    assert bot_of(user_agent, method, purpose, hints) in {None, *REASONS}


@given(st.sampled_from([*PREVIEWERS, *CRAWLERS, *SCRIPTS]), st.text(alphabet="\x00\n ()[]{}\\|*+?^$", max_size=40))
def test_no_tail_of_odd_characters_makes_a_machine_a_person(user_agent: str, tail: str) -> None:
    assert bot_of(f"{user_agent} {tail}") is not None
