"""Clicks of many accounts being recorded while something else is measured."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import text

from plugin.settings import Settings
from plugin.tenancy import unscoped

WRITER = "import sys; from bench.writer import write; write(sys.argv[1])"
PULSES = "SELECT coalesce(sum(seq), 0) FROM pulse"
SETTLED_S = 5.0


@dataclass(frozen=True)
class Recording:
    """How many clicks have been recorded since it began, by the pulses."""

    began: float
    before: int

    @property
    def rate(self) -> float:
        """Clicks recorded a second so far."""
        return (pulses() - self.before) / (time.monotonic() - self.began)


def pulses() -> int:
    """Every account's hits so far."""
    with unscoped("recorder", "bench: count what is recorded") as db:
        return int(db.scalar(text(PULSES)) or 0)


@contextmanager
def recording(environ: dict[str, str], settings: Settings, homes: list[list[object]], rate: int) -> Iterator[Recording]:
    """A recorder, and a writer of `rate` clicks a second for it, once they have settled."""
    order = {"folder": str(settings.journal_dir), "rate": rate, "seconds": 3_600, "homes": homes}
    writer = subprocess.Popen(
        [sys.executable, "-c", WRITER, json.dumps(order)], env=environ, stdout=subprocess.DEVNULL, text=True
    )
    recorder = subprocess.Popen([sys.executable, "-m", "plugin.cli", "recorder"], env=environ)
    try:
        time.sleep(SETTLED_S)
        yield Recording(time.monotonic(), pulses())
    finally:
        for process in (writer, recorder):
            process.terminate()
            process.wait(60)
