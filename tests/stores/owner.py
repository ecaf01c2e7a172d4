"""A process that owns the stores, for tests to kill: tells their addresses and pids, and waits for its input to end."""

from __future__ import annotations

import json
import os
import signal
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from plugin.embedded import stores


def main(data_dir: Path) -> None:
    # Whoever started the tests may have had it ignored, as shells do for what they run in the background.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with stores(data_dir) as running:
        told = {
            "uid": os.geteuid(),
            "database": running.postgres.url_owner,
            "valkey": running.valkey.url,
            "pids": [running.postgres.process.pid, running.valkey.process.pid],
        }
        sys.stdout.write(json.dumps(told) + "\n")
        sys.stdout.flush()
        sys.stdin.read()


main(Path(sys.argv[1]))
