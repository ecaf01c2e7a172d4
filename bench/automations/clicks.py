"""Clicks of known contacts, written to the journal at a steady pace as a front door would."""

from __future__ import annotations

import random
import secrets
import time
from collections.abc import Callable
from dataclasses import dataclass

from bench.automations.world import Account, World
from plugin.clicks.hit import Hit
from plugin.clicks.journal import Journal

TICK_S = 0.05
CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)


@dataclass(frozen=True)
class Click:
    """Who clicked what, and when (Unix seconds)."""

    account: Account
    contact: str
    link: int
    at: float


def write(made: World, count: int, seconds: float, meanwhile: Callable[[float], None] = lambda _: None) -> list[Click]:
    """So many clicks, spread over the time; `meanwhile` is told the seconds since the first, between any two ticks."""
    journal, clicks, began = Journal(made.settings.journal_dir, "bench"), list[Click](), time.monotonic()
    while len(clicks) < count:
        passed = time.monotonic() - began
        due = min(count, int(count * passed / seconds) + 1) - len(clicks)
        fresh = [a_click(made) for _ in range(due)]
        for click in fresh:
            journal.append(hit(click))
        clicks += fresh
        meanwhile(passed)
        time.sleep(TICK_S)
    journal.close()
    return clicks


def a_click(made: World) -> Click:
    """Anyone, on any link of theirs, now."""
    account = random.choice(made.accounts)
    return Click(account, random.choice(account.contacts), random.choice(list(account.links)), time.time())


def hit(click: Click) -> Hit:
    """As the front door notes it: each from an address of its own, so that none looks like a scanner's."""
    return Hit(
        at=click.at, outcome="sent", location=click.account.id, link=click.link, visitor=secrets.token_hex(16),
        burst=secrets.token_hex(16), user_agent=CHROME, country="US", city="Austin", contact=click.contact,
        destination="https://destination.example/",
    )  # fmt: skip
