"""Which ports the demo listens on: a default that is taken moves on, one that was asked for does not."""

from __future__ import annotations

import socket
from typing import Final

from plugin.errors import Conflict

LOOPBACK: Final = "127.0.0.1"
TRIES: Final = 100


def choose(asked: int | None, default: int, taken: set[int]) -> int:
    """`asked` if it is free, else the first free port from `default` on (0: any); adds it to `taken`.

    Raises Conflict `port_taken` where the asked one is in use.
    """
    if asked:
        if not is_free(asked):
            raise Conflict(f"Port {asked} is in use. Choose another, or leave the option out.", code="port_taken")
        taken.add(asked)
        return asked
    candidates = range(default, default + TRIES) if default else (any_free() for _ in range(TRIES))
    for port in candidates:
        if port not in taken and is_free(port):
            taken.add(port)
            return port
    raise Conflict(f"No free port from {default} to {default + TRIES}.", code="port_taken")


def is_free(port: int) -> bool:
    """Whether nothing listens on the port of the loopback address."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def any_free() -> int:
    """A port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
    return port
