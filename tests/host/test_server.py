"""The web server's socket outlives its workers: who has knocked is let in by whichever worker comes next."""

from __future__ import annotations

import http.client
import os
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import NamedTuple

import pytest

from plugin.demo.ports import LOOPBACK, any_free
from plugin.server import TURN_AWAY, listen
from tests.served import children, stop, wait_for

# An app that says which of the workers answers.
APP = """
import os
from plugin.server import turn_away_when_told

turn_away_when_told()

def app(environ, start_response):
    start_response("200 OK", [])
    return [str(os.getpid()).encode()]
"""
SERVE = """
import sys
from granian.constants import Interfaces
from plugin.server import Server

Server("own:app", port=int(sys.argv[1]), interface=Interfaces.WSGI, blocking_threads=1, websockets=False,
       respawn_failed_workers=True, respawn_interval=1.0).serve()
"""


class Serving(NamedTuple):
    port: int
    pid: int
    visitors: ExitStack

    def knock(self) -> http.client.HTTPConnection:
        """A visitor who has asked and is not answered yet."""
        connection = self.visitors.enter_context(closing(http.client.HTTPConnection(LOOPBACK, self.port, timeout=30)))
        connection.request("GET", "/")
        return connection


@pytest.fixture
def serving(tmp_path: Path) -> Iterator[Serving]:
    (tmp_path / "own.py").write_text(APP)
    port, path = any_free(), f"{tmp_path}{os.pathsep}{Path(__file__).parents[2]}"
    process = subprocess.Popen([sys.executable, "-c", SERVE, str(port)], env={**os.environ, "PYTHONPATH": path})
    try:
        wait_for(lambda: answers(port))
        with ExitStack() as visitors:
            yield Serving(port, process.pid, visitors)
    finally:
        stop(process)


def answers(port: int) -> bool:
    try:
        socket.create_connection((LOOPBACK, port)).close()
    except OSError:
        return False
    return True


def answerer(connection: http.client.HTTPConnection) -> int:
    return int(connection.getresponse().read())


def test_who_knocked_while_no_worker_lived_is_answered_by_the_next(serving: Serving) -> None:
    first = answerer(serving.knock())
    os.kill(first, signal.SIGSTOP)
    wait_for(lambda: stands_still(first))
    waiting = [serving.knock() for _ in range(20)]
    os.kill(first, signal.SIGKILL)
    assert {answerer(connection) for connection in waiting}.isdisjoint({first})


def stands_still(pid: int) -> bool:
    """Whether a stopped process has stopped: each thread of it does so in its own time, and might let somebody in."""
    states = [
        (thread / "stat").read_text().rpartition(")")[2].split()[0] for thread in Path(f"/proc/{pid}/task").iterdir()
    ]
    return set(states) == {"T"}


def test_a_worker_that_turns_away_answers_those_it_has_let_in_and_nobody_else(serving: Serving) -> None:
    known = serving.knock()
    first = answerer(known)
    os.kill(first, TURN_AWAY)
    wait_for(lambda: not listens(first))
    new = serving.knock()
    known.request("GET", "/")
    assert answerer(known) == first
    os.kill(serving.pid, signal.SIGHUP)
    assert answerer(new) != first
    wait_for(lambda: first not in children(serving.pid))


def listens(pid: int) -> bool:
    """Whether a process and its parent have a socket in common, which is the one at which visitors knock."""
    return bool(sockets(pid) & sockets(int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])))


def sockets(pid: int) -> set[str]:
    links = (str(entry.readlink()) for entry in Path(f"/proc/{pid}/fd").iterdir())
    return {link for link in links if link.startswith("socket:")}


def test_two_servers_do_not_share_a_port_unawares() -> None:
    with listen(LOOPBACK, any_free(), 16) as taken, pytest.raises(OSError, match="in use"):
        listen(LOOPBACK, taken.getsockname()[1], 16)
