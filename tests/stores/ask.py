"""What the tests of the stores ask of them: put something in, see that it is there, see that a process has gone."""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import redis

from plugin.embedded import Stores
from plugin.embedded.child import LAUNCHER

OWNER = Path(__file__).with_name("owner.py")
PATIENCE = 30  # seconds


def put(database: str, valkey: str) -> None:
    with psycopg.connect(plain(database)) as connection:
        connection.execute("CREATE TABLE kept (word text)")
        connection.execute("INSERT INTO kept VALUES ('here')")
    with redis.Redis.from_url(valkey) as client:
        client.set("kept", "here")


def kept(running: Stores) -> tuple[Any, Any]:
    with psycopg.connect(plain(running.postgres.url_owner)) as connection:
        row = connection.execute("SELECT word FROM kept").fetchone()
    with redis.Redis.from_url(running.valkey.url, decode_responses=True) as client:
        return row and row[0], client.get("kept")


def plain(url: str) -> str:
    """The same address for psycopg, which does not know SQLAlchemy's name for itself."""
    return url.replace("+psycopg", "")


@contextmanager
def owner(
    data_dir: Path, account: tuple[int, int] | None = None
) -> Iterator[tuple[subprocess.Popen[str], dict[str, Any]]]:
    """A process that owns the stores over `data_dir`, as `account` at will, and what it tells of them."""
    argv = [sys.executable, str(OWNER), str(data_dir)]
    order = {
        "owner": os.getpid(),
        "death_signal": signal.SIGTERM,
        "account": account,
        "reach": [sys.executable, str(OWNER.parent), str(data_dir)],
        "argv": argv,
    }
    launcher = [sys.executable, "-I", "-S", str(LAUNCHER), json.dumps(order)]
    with subprocess.Popen(launcher, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout
        yield process, json.loads(process.stdout.readline())
        if process.poll() is None:
            process.communicate(timeout=PATIENCE)


def await_end(pid: int) -> bool:
    """Whether the process has ended, waiting for it if it is about to."""
    try:
        watch = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    try:
        return bool(select.select([watch], [], [], PATIENCE)[0])
    finally:
        os.close(watch)


def processes_naming(word: str) -> list[str]:
    """Command lines of running processes that carry `word`."""
    found = []
    for entry in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = entry.read_text(errors="replace")
        except OSError:
            continue
        if word in line:
            found.append(line)
    return found
