"""Whatever a cell holds, it is read back as it was, and no spreadsheet calculates with it."""

from __future__ import annotations

import csv
import io
from datetime import UTC, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugin.exports.cells import STARTS, lines, moments

TEXT = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"))


def read(written: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(written.decode(), newline=""), strict=True))


@given(st.lists(st.lists(TEXT, min_size=2, max_size=5), max_size=5))
def test_any_text_is_read_back_with_at_most_an_apostrophe_before_it(rows: list[list[str]]) -> None:
    found = read(lines(rows))
    assert [[cell.removeprefix("'") for cell in row] for row in found] == [
        [cell.removeprefix("'") for cell in row] for row in rows
    ]
    assert not [cell for row in found for cell in row if cell[:1] in STARTS]


@pytest.mark.parametrize("text", ["=1+1", "+49 30", "-2", "@SUM(A1)", "\tx", "\rx", '=HYPERLINK("http://x","y")'])
def test_what_would_be_calculated_is_text(text: str) -> None:
    assert read(lines([[text, "x"]])) == [[f"'{text}", "x"]]


def test_numbers_stay_numbers_and_nothing_stays_empty() -> None:
    assert lines([[-1, 2.5, Decimal("-3.10"), None, True, False, "", "a,b"]]) == b'-1,2.5,-3.10,,yes,no,,"a,b"\r\n'


def test_moments_are_told_by_both_clocks() -> None:
    at = datetime(2027, 10, 31, 0, 30, 5, 999_999, UTC)
    assert moments(at, ZoneInfo("Europe/Berlin")) == ("2027-10-31 00:30:05", "2027-10-31 02:30:05")
    assert moments(at, ZoneInfo("Asia/Kathmandu"))[1] == "2027-10-31 06:15:05"
