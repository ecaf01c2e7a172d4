"""What all of a company's accounts were clicked: each account's own report, asked one after the other, and the sums."""

from __future__ import annotations

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from plugin.companies import find, merge
from plugin.companies.find import Listed
from plugin.errors import SmartLinksError, Unavailable
from plugin.reports.questions import QUESTIONS
from plugin.reports.reading import BeforeHistory, window_asked
from plugin.reports.report import report
from plugin.reports.schemas import MOST_SLICES
from plugin.reports.window import Window
from plugin.tenancy import company, reading

BREAKDOWNS: Final = ("countries", "devices", "systems", "browsers", "languages", "sources", "bots")
KINDS: Final = ("cards", "clicks_over_time", "busiest_hours", *BREAKDOWNS)
SUMMED: Final = tuple(question for question in QUESTIONS if question.kind in KINDS)
MOST: Final = 500
BUDGET_S: Final = 5.0


@dataclass(frozen=True, slots=True)
class Told:
    """One account's report."""

    account: Listed
    answers: Mapping[str, Any]

    @property
    def clicks(self) -> int:
        """Its clicks, in the window and under the filter asked about."""
        return int(self.answers["cards"]["clicks"])


def summed(company_id: int, query: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The sums of the accounts' answers, the accounts with their clicks, and how many accounts are left out.

    `query` is what AccountsReportQuerySchema reads. The most clicked MOST accounts are asked within BUDGET_S; left out
    is who is beyond that, who took too long to count, and whose plan keeps nothing of the range. Raises what
    `plugin.reports.report` does where that is about the query, or leaves nobody.
    """
    window = window_asked(query, query["zone"], now)
    with company(company_id) as db:
        listed, total = find.most_clicked(db, MOST)
    told = _asked(listed, query, now)
    whole = _widest(window, told)
    shown = {"from": whole.start, "to": min(whole.end, now), "name": query["window"], "zone": whole.zone}
    clips = [each.answers["window"]["clipped_to"] for each in told]
    return {
        "window": {**shown, "clipped_to": max((clip for clip in clips if clip), default=None)},
        **_merged(told, query, whole),
        "accounts": [_shown(each) for each in sorted(told, key=lambda each: (-each.clicks, each.account.name.lower()))],
        "left_out": total - len(told),
    }


def _asked(accounts: Sequence[Listed], query: Mapping[str, Any], now: datetime) -> list[Told]:
    # Each value that an account answers with counts, or the sums would lack what is not among an account's first.
    every = {**query, "most": MOST_SLICES}
    questions = {"cards", *query["questions"].split(",")}
    until, told, refused = time.monotonic() + BUDGET_S, list[Told](), list[SmartLinksError]()
    for account in accounts:
        if time.monotonic() > until:
            break
        try:
            with reading(account.id) as db:
                told.append(Told(account, report(db, questions, every, now)))
        except (BeforeHistory, Unavailable) as fault:
            refused.append(fault)
    if refused and not told:
        raise refused[0]
    return told


def _widest(window: Window, told: Sequence[Told]) -> Window:
    """The window from the first day that any account counts: plans keep more or less, and `all` begins where each does.

    Its hours, days, weeks and months begin where those of every account do, but for an account's own first.
    """
    zone = ZoneInfo(window.zone)
    firsts: list[date] = [each.answers["window"]["from"].astimezone(zone).date() for each in told]
    return replace(window, first=min(firsts, default=window.first))


def _merged(told: Sequence[Told], query: Mapping[str, Any], window: Window) -> dict[str, Any]:
    chosen = query["questions"].split(",")
    return {
        kind: _merge(kind, [each.answers[kind] for each in told], query, window) for kind in KINDS if kind in chosen
    }


def _merge(kind: str, answers: Sequence[Any], query: Mapping[str, Any], window: Window) -> Any:
    if kind == "cards":
        return merge.cards(answers)
    if kind == "clicks_over_time":
        starts = window.starts(query["interval"])
        return {"interval": query["interval"], **merge.clicks_over_time(answers, starts)}
    if kind == "busiest_hours":
        return merge.busiest_hours(answers)
    return merge.by_value(answers, query["most"])


def _shown(told: Told) -> dict[str, Any]:
    clipped_to = told.answers["window"]["clipped_to"]
    account, unique = told.account, told.answers["cards"]["unique"]
    return {"id": account.id, "name": account.name, "clicks": told.clicks, "unique": unique, "clipped_to": clipped_to}
