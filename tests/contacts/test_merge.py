"""News of a contact come to the same in whatever order and however often they come."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.contacts.merge import EMPTY, Known, News, deleted, news_of, updated
from tests.routing.clicks_made import untimed

START = datetime(2026, 11, 20, 12, tzinfo=UTC)
TAGS = ("vip", "gold", "new")


def after(*seconds_and_news: tuple[float, dict[str, Any] | None], wanted: bool = True) -> Known:
    """What is known after news of these moments; None is a deletion."""
    known = Known()
    for seconds, said in seconds_and_news:
        at = START + timedelta(seconds=seconds)
        known = deleted(known, at) if said is None else updated(known, news_of(at, said), wanted=wanted)
    return known


said = st.fixed_dictionaries(
    {},
    optional={
        "name": st.sampled_from(["Jo", "Joe", None]),
        "email": st.sampled_from(["jo@example.com", ""]),
        "tags": st.lists(st.sampled_from(TAGS), max_size=3),
        "dnd": st.booleans(),
    },
)
moments = st.integers(0, 4).map(float)  # few, so that some are equal
stories = st.lists(st.tuples(moments, said | st.none()), max_size=8)


@untimed
@given(stories.flatmap(lambda story: st.tuples(st.just(story), st.permutations(story + story[:3]))))
def test_order_and_repeats_do_not_matter(stories: tuple[list[Any], list[Any]]) -> None:
    story, shuffled = stories
    once, again = after(*story, wanted=False), after(*shuffled, wanted=False)
    assert (once.values, once.told, once.is_deleted) == (again.values, again.told, again.is_deleted)


def test_a_field_that_is_not_spoken_of_stays() -> None:
    known = after((1, {"name": "Jo", "tags": ["VIP "]}), (2, {"email": "jo@example.com"}))
    assert (known.values["name"], known.values["email"], known.values["tags"]) == ("Jo", "jo@example.com", ("vip",))


def test_an_older_list_of_tags_changes_nothing_and_an_older_name_still_tells() -> None:
    known = after((2, {"tags": ["b"]}), (1, {"tags": ["a"], "name": "Jo"}))
    assert (known.values["tags"], known.values["name"]) == (("b",), "Jo")


@pytest.mark.parametrize(
    "story",
    [[(1, {"name": "Jo"}), (2, None)], [(2, None), (1, {"name": "Jo"})], [(2, {"tags": ["a"]}), (2, None)]],
    ids=["before", "after", "at once"],
)
def test_a_deletion_wins_over_all_that_is_not_later(story: list[tuple[float, dict[str, Any] | None]]) -> None:
    known = after(*story)
    assert known.is_deleted
    assert known.values == EMPTY


def test_who_comes_back_is_known_by_what_is_told_since() -> None:
    known = after((1, {"tags": ["a"], "dnd": True}), (2, None), (3, {"tags": ["b"]}))
    assert not known.is_deleted
    assert (known.values["tags"], known.values["dnd"]) == (("b",), False)


def test_of_whom_nobody_asked_no_name_is_kept() -> None:
    known = after((1, {"name": "Jo", "email": "jo@example.com", "phone": "+1", "tags": ["a"]}), wanted=False)
    assert known.values == {**EMPTY, "tags": ("a",)}


@pytest.mark.parametrize(
    ("told", "taken"),
    [
        ({"tags": ["B", "a ", "b", "", 5, None, {}]}, {"tags": ("a", "b")}),
        ({"tags": "vip"}, {}), ({"tags": None}, {}), ({"tags": []}, {"tags": ()}),
        ({"name": " Jo\x00\n"}, {"name": "Jo"}), ({"name": ""}, {"name": None}), ({"name": None}, {"name": None}),
        ({"name": 5, "email": [], "phone": {}}, {}), ({"dnd": "yes"}, {}), ({"dnd": True}, {"dnd": True}),
        ({"id": "x", "customFields": [{"id": 1}], "unheard": "of"}, {}),
    ],
)  # fmt: skip
def test_what_has_another_form_than_it_should_is_not_taken_as_said(told: Any, taken: Any) -> None:
    assert news_of(START, told) == News(START, taken)


def test_what_is_kept_is_bounded() -> None:
    news = news_of(START, {"name": "x" * 9_999, "tags": [f"tag {number}" for number in range(9_999)]})
    assert len(str(news.said["name"])) < 400
    assert len(news.said["tags"]) <= 1_000  # type: ignore[arg-type]
