"""A calm minute: nothing goes wrong and no account is near its limit; how long from a click to its tag."""

from __future__ import annotations

import time
from dataclasses import replace

from sqlalchemy import Row, text

from bench.automations import clicks
from bench.automations.clicks import Click
from bench.automations.world import World
from plugin.tenancy import tenant

RATE = 0.4  # clicks a second, of each account
SECONDS = 30.0
FLOOD = 1_000
PATIENCE_S = 60.0
DONE = """
SELECT crm_contact_id, link_id, extract(epoch FROM finished_at)::float8 AS at
FROM runs WHERE kind = 'tag' AND state = 'done'
"""


def run(made: World) -> float:
    """Print and answer the 95th percentile of the seconds from a click to its tag."""
    wait_for(made, len({key(click) for click in clicks.write(made, len(made.accounts), 1.0)}))
    p95_s = measure(made, "calm")
    flooded, *others = made.accounts
    clicks.write(replace(made, accounts=(flooded,)), FLOOD, 1.0)
    measure(replace(made, accounts=tuple(others)), f"beside an account with {FLOOD:,} clicks at once")
    return p95_s


def measure(made: World, called: str) -> float:
    """Clicks at a calm pace; print how long they took, and answer the 95th percentile."""
    known = {(row.crm_contact_id, row.link_id) for row in tagged(made)}
    rate = RATE * len(made.accounts)
    written = [click for click in clicks.write(made, int(rate * SECONDS), SECONDS) if key(click) not in known]
    seconds = sorted(latencies(made, first_of(written), len(known)))
    print(
        f"{called}: {len(seconds)} clicks to tags at {rate:.1f} clicks/s: p50 {at(seconds, 0.5):.2f} s, "
        f"p95 {at(seconds, 0.95):.2f} s, longest {seconds[-1]:.2f} s (a second of it waits for signs of a machine)"
    )
    return at(seconds, 0.95)


def key(click: Click) -> tuple[str, int]:
    """What one run is caused by, within a slot."""
    return click.contact, click.link


def first_of(written: list[Click]) -> dict[tuple[str, int], float]:
    """When each contact first clicked each link."""
    return {key(click): click.at for click in reversed(written)}


def latencies(made: World, wanted: dict[tuple[str, int], float], before: int) -> list[float]:
    """The seconds of each, once all are tagged."""
    wait_for(made, before + len(wanted))
    done = {(row.crm_contact_id, row.link_id): row.at for row in tagged(made)}
    return [done[each] - began for each, began in wanted.items() if each in done]


def tagged(made: World) -> list[Row[tuple[str, int, float]]]:
    """All tag runs that are done."""
    found: list[Row[tuple[str, int, float]]] = []
    for account in made.accounts:
        with tenant(account.id) as db:
            found += list(db.execute(text(DONE)))
    return found


def wait_for(made: World, count: int) -> None:
    """Return once so many tag runs are done, at the latest after a minute."""
    deadline = time.monotonic() + PATIENCE_S
    while len(tagged(made)) < count and time.monotonic() < deadline:
        time.sleep(0.5)


def at(seconds: list[float], share: float) -> float:
    """A percentile of what is sorted."""
    return seconds[min(len(seconds) - 1, int(len(seconds) * share))]
