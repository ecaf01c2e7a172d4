"""Every question of the product, timed: with its roll-ups, and of the rows alone."""

from __future__ import annotations

import dataclasses
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import text

from bench.reports_fill import BIG, SAME, SMALL
from plugin.errors import SmartLinksError
from plugin.reports.asked import Asked
from plugin.reports.filter import Filter
from plugin.reports.questions import FIRST, QUESTIONS
from plugin.reports.reading import read_asked
from plugin.reports.schemas import ReportQuerySchema
from plugin.tenancy import tenant

LEAST, BUDGET_MS = 4, 2_000
WINDOWS = {"30d": 20, "all": 10}  # and how often each is asked
# Lets every click through, but only the rows know that.
OF_ROWS = Filter(only=(("qr", ("yes", "no")),))
SORTED = "SELECT count(DISTINCT n * 7919 % 1000003) FROM generate_series(CAST(1 AS bigint), 1000000) AS n"
NARROWED = {"country": ["AA", "AB"], "device": ["mobile"]}


def run(ids: list[int]) -> None:
    """Print the table: milliseconds, the median and the 95th percentile."""
    print(f"reference, a million numbers sorted: {shown(timed(partial(reference, ids[BIG]), 10))} ms")
    print(f"{'the big account':28}{'with roll-ups':>22}{'of rows alone':>22}{'narrowed':>22}")
    for question in QUESTIONS:
        for window, times in WINDOWS.items():
            asked = terms(ids[BIG], window)
            ways = [asked, dataclasses.replace(asked, wanted=OF_ROWS), terms(ids[BIG], window, **NARROWED)]
            told = [shown(timed(partial(answer, ids[BIG], question, way), times)) for way in ways]
            print(f"{question.kind + ', ' + window:28}{told[0]:>22}{told[1]:>22}{told[2]:>22}", flush=True)
    for name, place in (("big", BIG), ("50,000 clicks", SAME), ("small", SMALL)):
        for window, times in WINDOWS.items():
            told_all = shown(timed(partial(screen, ids[place], window), times))
            print(f"{f'first screen, {name}, {window}':28}{told_all:>22}", flush=True)


def reference(location_id: int) -> None:
    """What this machine takes, as busy as it is, for something that hangs on none of our tables."""
    with tenant(location_id) as db:
        db.execute(text(SORTED))


def terms(location_id: int, window: str, **narrowed: list[str]) -> Asked:
    """What is asked, as the door reads it."""
    query = ReportQuerySchema().load({"window": window, **narrowed})
    with tenant(location_id) as db:
        return read_asked(db, query, datetime.now(UTC)).asked


def answer(location_id: int, question: Any, asked: Asked) -> None:
    """One answer in a transaction of its own, remembered by nobody."""
    try:
        with tenant(location_id) as db:
            question.answer(db, asked)
    except SmartLinksError:
        return  # such as a split's, which is of one link


def screen(location_id: int, window: str) -> None:
    """All that the first screen asks, in one transaction."""
    asked = terms(location_id, window)
    with tenant(location_id) as db:
        for question in QUESTIONS:
            if question.kind in FIRST:
                question.answer(db, asked)


def timed(work: Callable[[], None], times: int) -> list[float]:
    """Milliseconds of each time but the first, which warms; on a slow machine of fewer times."""
    work()
    found = list[float]()
    while len(found) < times and (len(found) < LEAST or sum(found) < BUDGET_MS):
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return found


def shown(found: list[float]) -> str:
    """The median and the 95th percentile."""
    return f"{statistics.median(found):,.1f} / {statistics.quantiles(found, n=20)[-1]:,.1f}"
