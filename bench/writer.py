"""Writes clicks to a journal at a steady rate, as a front door would, and says each second how many it has written."""

from __future__ import annotations

import json
import random
import time
from pathlib import Path

from bench import agents
from plugin.clicks.hit import Hit
from plugin.clicks.journal import Journal

STEP_S = 0.01


def write(told: str) -> None:
    """Write what `told` (JSON) asks for: folder, rate, seconds, and homes, each a location with some of its links."""
    order = json.loads(told)
    journal, dice, browsers = Journal(Path(order["folder"]), "bench"), random.Random(7), agents.user_agents(550)
    began, written, said = time.monotonic(), 0, 1
    while written < order["rate"] * order["seconds"]:
        due = int(min(time.monotonic() - began, order["seconds"]) * order["rate"])
        for _ in range(due - written):
            location, links = dice.choice(order["homes"])
            journal.append(a_hit(dice, location, dice.choice(links), dice.choice(browsers)))
        written = due
        if time.monotonic() - began >= said:
            print(written, flush=True)
            said += 1
        time.sleep(STEP_S)
    journal.close()


def a_hit(dice: random.Random, location: int, link: int, browser: str) -> Hit:
    """A click by somebody new, somewhere."""
    return Hit(
        at=time.time(),
        outcome="sent",
        location=location,
        link=link,
        visitor=f"{dice.getrandbits(128):032x}",
        burst=f"{dice.randrange(agents.ADDRESSES):032x}",
        user_agent=browser,
        language="en-US,en;q=0.9",
        country=dice.choice(("US", "DE", "BR", "IN", "GB")),
        city=f"City {dice.randrange(2_000)}",
        destination="https://destination.example/a/page",
    )
