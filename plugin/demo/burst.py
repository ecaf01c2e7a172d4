"""A storm of clicks during which our processes are killed, and the count of what was kept of it."""

from __future__ import annotations

import itertools
import os
import signal
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import httpx
from sqlalchemy import text

from plugin.demo.people import PEOPLE
from plugin.processes import Family
from plugin.tenancy import tenant

CLICKS: Final = 2_000
MOST_CLICKS: Final = 20_000  # refused ones included
REFUSED_S: Final = 0.02
VISITORS: Final = 8
# Who is killed when so many clicks have been answered.
KILLS: Final = ((400, "clicks"), (800, "recorder"), (1_200, "worker-1"), (1_600, "recorder"))


@dataclass(frozen=True, slots=True)
class Count:
    """Rows of the burst, and markers that stand in more than one."""

    rows: int
    doubles: int


@dataclass(frozen=True, slots=True)
class Burst:
    """How many were sent, which were answered (by each click's own marker) and who was killed meanwhile."""

    sent: int
    markers: frozenset[str]
    killed: Sequence[str]

    @property
    def answered(self) -> int:
        """How many clicks got their redirect."""
        return len(self.markers)

    def missing(self, location_id: int, link_id: int) -> set[str]:
        """Markers of answered clicks that no row has yet."""
        return set(self.markers) - set(_kept(location_id, link_id))

    def settled(self, location_id: int, link_id: int) -> Count | None:
        """The count once no answered click is missing; None until then."""
        kept = _kept(location_id, link_id)
        if not self.markers <= set(kept):
            return None
        return Count(len(kept), len(kept) - len(set(kept)))


def _kept(location_id: int, link_id: int) -> list[str]:
    sql = text("SELECT crm_contact_id FROM clicks WHERE link_id = :link_id AND crm_contact_id IS NOT NULL")
    with tenant(location_id) as db:
        return [marker for (marker,) in db.execute(sql, {"link_id": link_id})]


def storm(family: Family, short_url: str) -> Burst:
    """Click from VISITORS threads until CLICKS clicks have been answered, and kill on the way."""
    turn = itertools.count()
    lock = threading.Lock()
    answered: set[str] = set()
    killed: list[str] = []
    due = list(KILLS)

    def note(marker: str) -> None:
        with lock:
            answered.add(marker)
            name = due.pop(0)[1] if due and len(answered) >= due[0][0] else None
        if name:
            killed.append(f"{name} ({kill(family, name)} processes)")

    def visit() -> None:
        with httpx.Client(timeout=5) as browser:
            while len(answered) < CLICKS and (number := next(turn)) < MOST_CLICKS:
                if click(browser, short_url, number):
                    note(marker_of(number))
                else:
                    time.sleep(REFUSED_S)

    with ThreadPoolExecutor(VISITORS) as pool:
        for visitor in [pool.submit(visit) for _ in range(VISITORS)]:
            visitor.result()
    return Burst(next(turn), frozenset(answered), tuple(killed))


def click(browser: httpx.Client, short_url: str, number: int) -> bool:
    """One click with a marker of its own; a connection that a kill cut off is no answer, and is not tried again."""
    headers = {"User-Agent": PEOPLE[number % len(PEOPLE)].user_agent}
    try:
        return browser.get(f"{short_url}?c={marker_of(number)}", headers=headers).status_code == httpx.codes.FOUND
    except httpx.HTTPError:
        return False


def marker_of(number: int) -> str:
    """What tells one click from all others: it has the form of a contact's id."""
    return f"Storm{number:08d}"


def kill(family: Family, name: str) -> int:
    """SIGKILL to a member and its children; gives how many there were."""
    pids = family.pids(name)
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)
    return len(pids)
