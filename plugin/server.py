"""The web server of one origin: granian at one socket that stays open while its workers are exchanged."""

from __future__ import annotations

import ipaddress
import os
import signal
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from granian._granian import SocketHolder
from granian.server import MPServer
from granian.server.mp import WorkerProcess

TURN_AWAY: Final = signal.SIGUSR1
DRAIN_S: Final = 1.0  # for what was accepted a moment ago to say what it wants


class Worker(WorkerProcess):
    """A worker that is replaced first turns away from new visitors, and ends when it has answered its last."""

    def terminate(self) -> None:
        """Ask it to end: at once where all of us end, else when nobody can stand before it unheard."""
        if not self.parent.interrupt_signal and self.inner.is_alive():
            os.kill(self.inner.pid, TURN_AWAY)
            time.sleep(DRAIN_S)
        super().terminate()  # type: ignore[no-untyped-call]


class Server(MPServer):
    """Granian whose main process holds the socket at which visitors knock.

    Left to itself each worker opens one of its own, on the same port, and whoever has knocked there but was not let in
    yet is cut off when that worker ends. Here they wait for whichever worker comes to the door.
    """

    def _init_shared_socket(self) -> None:
        self._sso = listen(self.bind_addr, self.bind_port, self.backlog)
        self._shd: Any = SocketHolder(self._sso.fileno(), False, self.backlog)  # type: ignore[call-arg] # its stub is behind
        # A worker that is asked to turn away before it knows how must not die of it.
        signal.signal(TURN_AWAY, signal.SIG_IGN)

    def _spawn_worker(self, *args: Any, **named: Any) -> WorkerProcess:
        worker = super()._spawn_worker(*args, **named)
        worker.__class__ = Worker  # granian itself names the class of what it makes
        return worker


def listen(address: str, port: int, backlog: int) -> socket.socket:
    """A socket at which visitors may knock, for this process and those it starts. Raises OSError where it is taken."""
    is_new = ipaddress.ip_address(address).version == 6  # noqa: PLR2004 - IPv6
    family = socket.AF_INET6 if is_new else socket.AF_INET
    both = is_new and socket.has_dualstack_ipv6()
    made = socket.create_server((address, port), family=family, backlog=backlog, dualstack_ipv6=both)
    made.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    made.set_inheritable(True)
    return made


def turn_away_when_told() -> None:
    """Called by a worker before it serves: TURN_AWAY makes it accept nobody new. Main thread only."""
    signal.signal(TURN_AWAY, lambda *_: _turn_away())


def _turn_away() -> None:
    # The server cannot be told to stop accepting and to go on answering. So a socket at which nobody knocks takes the
    # place of the real one: under its number, and in this process alone.
    with socket.socket(socket.AF_UNIX) as nobodys:
        nobodys.bind("")
        nobodys.listen(1)
        nobodys.setblocking(False)
        for number in [*_listening()]:
            os.dup2(nobodys.fileno(), number)


def _listening() -> Iterator[int]:
    for entry in Path("/proc/self/fd").iterdir():
        try:
            with socket.socket(fileno=os.dup(int(entry.name))) as one:
                visitors = one.family in {socket.AF_INET, socket.AF_INET6}
                if visitors and one.getsockopt(socket.SOL_SOCKET, socket.SO_ACCEPTCONN):
                    yield int(entry.name)
        except OSError:  # no socket
            continue
