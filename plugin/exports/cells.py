"""Rows as CSV that spreadsheets open as it stands: RFC 4180, UTF-8, and no cell that is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

BOM: Final = b"\xef\xbb\xbf"  # by it spreadsheets know UTF-8
# What a spreadsheet begins to calculate with, also in its full width. Source: OWASP, "CSV Injection".
STARTS: Final = frozenset("=+-@\t\r\n\uff1d\uff0b\uff0d\uff20")
SECONDS: Final = len("2027-03-01 09:00:00")
Cell = str | int | float | Decimal | date | datetime | bool | None


def lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as lines of CSV, each ended by CR LF."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([[_written(cell) for cell in row] for row in rows])
    return text.getvalue().encode()


def moments(at: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """A moment by UTC and by the clocks of a zone, to the second, as spreadsheets read it: 2027-03-01 09:00:00."""
    by_utc, by_zone = (at.astimezone(each).isoformat(" ")[:SECONDS] for each in (UTC, zone))
    return by_utc, by_zone


def _written(cell: Cell) -> Any:
    if isinstance(cell, str):
        return f"'{cell}" if cell[:1] in STARTS else cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return cell
