"""A real server in a process of its own, with a test's settings in its environment."""

from __future__ import annotations

import dataclasses
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from plugin.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
HOST = "s.example"


def environ_of(settings: Settings) -> dict[str, str]:
    """The environment that `read` makes these settings of."""
    found = {"PATH": os.environ["PATH"]}
    for field in dataclasses.fields(settings):
        value = getattr(settings, field.name)
        if isinstance(value, Mapping):
            value = ",".join(f"{key}={item}" for key, item in value.items())
        if isinstance(value, tuple):
            value = ",".join(str(item) for item in value)
        if value not in (None, ""):
            found[field.name.upper()] = str(value)
    return found


@dataclass
class Served:
    """Granian on a free port; every request comes on a connection of its own, so that any worker may take it."""

    port: int
    process: subprocess.Popen[bytes]
    settings: Settings

    def get(self, path: str, method: str = "GET", **headers: str) -> http.client.HTTPResponse:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            connection.request(method, path, headers={"Host": HOST, "Connection": "close", **headers})
            answer = connection.getresponse()
            answer.read()
        finally:
            connection.close()
        return answer

    def raw(self, request: bytes) -> bytes:
        """The first line of what is answered to these very bytes."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as wire:
            wire.sendall(request)
            return wire.makefile("rb").readline()

    def where(self, slug: str) -> str | int:
        """Where a link leads, or the status of its page."""
        answer = self.get(f"/{slug}")
        return answer.getheader("Location") or answer.status


@contextmanager
def served(settings: Settings, workers: int = 1, target: str = "plugin.wsgi:clicks") -> Iterator[Served]:
    """The server while the block runs; killed at its end if it will not stop."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    options = ["--host", "127.0.0.1", "--port", str(port), "--workers", str(workers), "--blocking-threads", "4"]
    argv = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", *options, target]
    log = settings.data_dir / f"server-{port}.log"
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as output:
        process = subprocess.Popen(argv, cwd=ROOT, env=environ_of(settings), stdout=output, stderr=output)
    server = Served(port, process, settings)
    try:
        wait_for(lambda: up(server), log)
        yield server
    finally:
        stop(process)


def up(server: Served) -> bool:
    try:
        return server.get("/healthz").status == 200
    except OSError:
        return False


def wait_for(holds: object, log: Path | None = None, seconds: float = 20) -> None:
    """Return once `holds()` does."""
    deadline = time.monotonic() + seconds
    while not holds():  # type: ignore[operator]
        assert time.monotonic() < deadline, log.read_text() if log else "it never came true"
        time.sleep(0.02)


def stop(process: subprocess.Popen[bytes]) -> None:
    process.send_signal(signal.SIGTERM)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def children(pid: int) -> list[int]:
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        found += [int(child) for child in task.read_text().split()]
    return found
