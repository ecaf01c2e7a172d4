"""Starts a store as a child of this process, waits until it answers, and ends it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from plugin.embedded.place import Place
from plugin.errors import SmartLinksError

LAUNCHER = Path(__file__).with_name("launch.py")
ENVIRON = {"PATH": os.defpath, "LC_ALL": "C", "TZ": "UTC"}
POLL = 0.01  # seconds
READY_LIMIT = 120.0  # seconds: recovery after a crash may have a lot to read
ORPHAN_LIMIT = 10.0  # seconds that a store may need to end once its owner has died
STOP_LIMIT = 10.0  # seconds for each signal
LOG_LIMIT = 2**20  # bytes
LOG_TAIL = 15  # lines


def spawn(place: Place, argv: list[str], death_signal: signal.Signals) -> subprocess.Popen[bytes]:
    """Run `argv` as the place's account; the kernel sends it `death_signal` should we die first.

    Raises SmartLinksError `stores_thread` off the main thread, whose end the kernel would take for ours.
    """
    if threading.current_thread() is not threading.main_thread():
        raise SmartLinksError("Start the stores from the main thread.", code="stores_thread")
    order = {
        "owner": os.getpid(),
        "death_signal": death_signal,
        "account": [place.account.uid, place.account.gid] if place.account else None,
        "reach": [argv[0], str(place.data), str(place.run)],
        "argv": argv,
    }
    # A process of its own, not preexec_fn, which may deadlock in a program with threads. A session of its own, so that
    # Ctrl-C reaches the owner alone, who ends the stores last.
    with place.log.open("ab") as log:
        return subprocess.Popen(  # noqa: S603 - our own interpreter and launcher
            [sys.executable, "-I", "-S", str(LAUNCHER), json.dumps(order)],
            cwd="/",
            env=ENVIRON,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def await_ready(process: subprocess.Popen[bytes], answers: Callable[[], bool], place: Place, store: str) -> None:
    """Return once the store answers; SmartLinksError `<store>_failed` with the log's last lines if it does not."""
    deadline = time.monotonic() + READY_LIMIT
    while not answers():
        if process.poll() is not None or time.monotonic() > deadline:
            raise failure(place, store, "did not start")
        time.sleep(POLL)


def failure(place: Place, store: str, what: str) -> SmartLinksError:
    """The error that says what went wrong in the store's own last words."""
    lines = place.log.read_text(errors="replace").splitlines()[-LOG_TAIL:]
    return SmartLinksError(f"{store} {what}:\n" + "\n".join(lines), code=f"{store}_failed", log=lines)


def end(process: subprocess.Popen[bytes], signals: Iterable[signal.Signals]) -> None:
    """End the child, ever less politely; returns when it has gone."""
    for number in signals:
        if process.poll() is None:
            process.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_LIMIT)
            return
    process.kill()
    process.wait()


def outlive_orphans(place: Place, program: str) -> None:
    """Wait for what a dead owner's store has left running on these folders, which we hold by now; then end it."""
    deadline = time.monotonic() + ORPHAN_LIMIT
    while pids := _orphans(place, program):
        if time.monotonic() > deadline:
            for pid in pids:
                with suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        time.sleep(POLL)


def trim_log(place: Place) -> None:
    """Begin the log anew once it has grown long."""
    if place.log.exists() and place.log.stat().st_size > LOG_LIMIT:
        place.log.replace(place.log.with_suffix(".log.1"))


def _orphans(place: Place, program: str) -> list[int]:
    """Processes of `program` that carry the run folder's name, as all of a store's do (see cluster_name)."""
    return [int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdigit() and _is(entry, place, program)]


def _is(entry: Path, place: Place, program: str) -> bool:
    try:
        return (entry / "comm").read_text().strip() == program and place.run.name in (entry / "cmdline").read_text()
    except (OSError, UnicodeDecodeError):
        return False  # it ended while we looked, or is nothing of ours
