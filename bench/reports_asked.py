"""Every question of the product, timed: asked again and anew, with its roll-ups and of the rows alone."""

from __future__ import annotations

import dataclasses
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any

from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from bench.reports_fill import BIG, SAME, SMALL
from plugin.errors import SmartLinksError
from plugin.reports import memo
from plugin.reports.asked import Asked
from plugin.reports.filter import Filter
from plugin.reports.questions import FIRST, QUESTIONS
from plugin.reports.reading import read_asked
from plugin.reports.report import report
from plugin.reports.schemas import ReportQuerySchema
from plugin.tenancy import tenant

LEAST, BUDGET_MS = 4, 800
WINDOWS = {"30d": 20, "all": 10}  # and how often each is asked
# Lets every click through, but only the rows know that.
OF_ROWS = Filter(only=(("qr", ("yes", "no")),))
SORTED = "SELECT count(DISTINCT n * 7919 % 1000003) FROM generate_series(CAST(1 AS bigint), 1000000) AS n"
NARROWED = {"country": ["AA", "AB"], "device": ["mobile"]}


def run(ids: list[int]) -> None:
    """Print the table: milliseconds, the median and the 95th percentile.

    Asked again, as dashboards do, only what has come since is counted; asked anew, nothing is remembered.
    """
    print(f"reference, a million numbers sorted: {shown(timed(partial(reference, ids[BIG]), 10))} ms")
    print(f"{'the big account':28}{'again':>20}{'anew':>20}{'anew, of rows alone':>22}{'anew, narrowed':>22}")
    for question in QUESTIONS:
        for window, times in WINDOWS.items():
            asked, narrowed = terms(ids[BIG], window), terms(ids[BIG], window, **NARROWED)
            again = shown(timed(partial(answer, ids[BIG], question, asked), times))
            ways = [asked, dataclasses.replace(asked, wanted=OF_ROWS), narrowed]
            anew = [shown(timed(partial(answer, ids[BIG], question, way), times, memo.clear)) for way in ways]
            told = f"{again:>20}{anew[0]:>20}{anew[1]:>22}{anew[2]:>22}"
            print(f"{question.kind + ', ' + window:28}{told}", flush=True)
    screens(ids)


def screens(ids: list[int]) -> None:
    """Print how long the first screen of each kind of account takes, again and anew."""
    for name, place in (("big", BIG), ("50,000 clicks", SAME), ("small", SMALL)):
        for window, times in WINDOWS.items():
            work = partial(screen, ids[place], window)
            told = f"{shown(timed(work, times)):>20}{shown(timed(work, times, memo.clear)):>20}"
            print(f"{f'screen, {name}, {window}':28}{told}", flush=True)


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
    """One answer in a transaction of its own, itself remembered by nobody."""
    try:
        with tenant(location_id) as db:
            question.answer(db, asked)
    except (SmartLinksError, OperationalError):
        return  # such as a split's, which is of one link; or given up after the time that a report may take


def screen(location_id: int, window: str) -> None:
    """All that the first screen asks, as the door does."""
    query = ReportQuerySchema().load({"window": window})
    with tenant(location_id) as db:
        report(db, FIRST, query, datetime.now(UTC))


def timed(work: Callable[[], None], times: int, before: Callable[[], None] = lambda: None) -> list[float]:
    """Milliseconds of each time but the first, which warms; on a slow machine of fewer times."""
    work()
    found = list[float]()
    while len(found) < times and (len(found) < LEAST or sum(found) < BUDGET_MS):
        before()
        began = time.perf_counter()
        work()
        found.append((time.perf_counter() - began) * 1000)
    return found


def shown(found: list[float]) -> str:
    """The median and the 95th percentile."""
    return f"{statistics.median(found):,.1f} / {statistics.quantiles(found, n=20, method='inclusive')[-1]:,.1f}"
