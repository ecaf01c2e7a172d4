"""Filters of triggers: what passes, what does not, and that nobody knows means no."""

from __future__ import annotations

import logging
from typing import Any

import pytest

from plugin.workflows.filters import matches, only

EVENT = {
    "link": {"id": "12", "title": "Summer Sale"}, "click": {"country": "DE", "device": "mobile"},
    "campaign": {"id": "", "name": ""}, "tags": ["vip", "Lead"], "limit": 5,
}  # fmt: skip


@pytest.mark.parametrize(
    ("field", "operator", "value", "passes"),
    [
        ("link.id", "==", "12", True), ("link.id", "==", 12, True), ("link.id", "==", ["7", "12"], True),
        ("link.id", "==", "1", False), ("link.id", "!=", "12", False), ("link.id", "!=", "7", True),
        ("link.title", "contains", "summer", True), ("link.title", "contains", "winter", False),
        ("link.title", "not_contains", "winter", True), ("click.country", "==", " de ", True),
        ("click.country", "is-any-of", ["FR", "DE"], True), ("click.country", "is-none-of", ["FR", "DE"], False),
        ("tags", "index-of-true", "lead", True), ("tags", "index-of-false", "lead", False), ("limit", "==", "5", True),
        ("campaign.id", "==", "3", False), ("campaign.id", "!=", "3", True), ("nowhere.at.all", "==", "x", False),
        ("link", "==", "12", False), ("link.id", "==", "", True), ("link.id", "==", [], True),
        ("link.id", "==", None, True), ("link.id", "sounds-like", "12", False), ("link.id", "", "12", False),
        ("link.id", "sounds-like", "", False),
    ],
)  # fmt: skip
def test_a_filter(field: str, operator: str, value: Any, passes: bool) -> None:  # noqa: FBT001 - a column of the table
    assert matches([{"field": field, "operator": operator, "value": value}], EVENT) is passes


def test_all_of_them_must_pass_and_none_is_no_bar() -> None:
    yes, no = ({"field": "link.id", "operator": "==", "value": value} for value in ("12", "13"))
    assert matches([], EVENT)
    assert matches([yes, yes], EVENT)
    assert not matches([yes, no], EVENT)


def test_an_operator_that_nobody_knows_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING)
    assert not matches([{"field": "link.id", "operator": "sounds-like", "value": "12"}], EVENT)
    assert "sounds-like" in caplog.text


def test_the_values_that_can_pass_at_all_are_told_beforehand() -> None:
    one, two = ({"field": "link.id", "operator": "==", "value": value} for value in (["1", "2"], ["2", "3"]))
    assert only([], "link.id") is None
    assert only([one], "link.id") == {"1", "2"}
    assert only([one, two], "link.id") == {"2"}
    assert only([{**one, "operator": "!="}, {**two, "field": "campaign.id"}], "link.id") is None
