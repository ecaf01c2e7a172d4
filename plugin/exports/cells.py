"""Rows as CSV that spreadsheets open as it stands: RFC 4180, UTF-8, and no cell that is taken for a formula."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final
from zoneinfo import ZoneInfo

BOM: Final = b"\xef\xbb\xbf"  # by it spreadsheets know UTF-8
# What a spreadsheet begins to calculate with, also in its full width. Source: OWASP, "CSV Injection".
STARTS: Final = ("=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20")
Cell = str | int | float | Decimal | date | datetime | bool | None


def lines(rows: Iterable[Sequence[Cell]]) -> bytes:
    """Rows as lines of CSV, each ended by CR LF."""
    text = io.StringIO(newline="")
    csv.writer(text, lineterminator="\r\n").writerows([[_written(cell) for cell in row] for row in rows])
    return text.getvalue().encode()


def moments(at: datetime, zone: ZoneInfo) -> tuple[str, str]:
    """A moment by UTC and by the clocks of a zone, to the second, as spreadsheets read it: 2027-03-01 09:00:00."""
    return f"{at:%Y-%m-%d %H:%M:%S}", f"{at.astimezone(zone):%Y-%m-%d %H:%M:%S}"


def _written(cell: Cell) -> Any:
    if isinstance(cell, str):
        return f"'{cell}" if cell.startswith(STARTS) else cell
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return cell
