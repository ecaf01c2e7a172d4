"""A few threads that ask PostgreSQL on behalf of visitors, so that a server that hangs holds up these threads only."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Callable
from typing import Any, Final

import psycopg

from plugin import db
from plugin.settings import Settings

# A server that vanishes from the network is noticed within seconds; one on a socket of this host cannot vanish so.
NOTICE: Final = {"tcp_user_timeout": 5000, "keepalives_idle": 5, "keepalives_interval": 2, "keepalives_count": 2}
log = logging.getLogger(__name__)
Job = Callable[[psycopg.Connection[Any]], None]


def connect(settings: Settings, *, direct: bool = False) -> psycopg.Connection[Any]:
    """A connection of the role `clicks`, each statement its own transaction; `direct` goes past a pooler.

    Raises psycopg.OperationalError.
    """
    url = db.role_url(settings, "clicks", direct=direct).set(drivername="postgresql")
    arguments: dict[str, Any] = {**db.connect_args("clicks"), **NOTICE, "connect_timeout": 2}
    return psycopg.connect(url.render_as_string(hide_password=False), autocommit=True, **arguments)


class Crew:
    """Threads with a connection each, made at the first job; those who wait for a job decide themselves how long."""

    def __init__(self, settings: Settings, count: int = 2) -> None:
        self._settings = settings
        self._waiting: queue.SimpleQueue[tuple[Job, Callable[[], None]] | None] = queue.SimpleQueue()
        self._threads = [threading.Thread(target=self._run, name="asker", daemon=True) for _ in range(count)]
        for thread in self._threads:
            thread.start()

    def send(self, job: Job, done: Callable[[], None]) -> None:
        """Put a job in line; `done` is called once it is over, whether or not PostgreSQL could be asked."""
        self._waiting.put((job, done))

    def close(self) -> None:
        """End the threads once they have done what is in line."""
        for _ in self._threads:
            self._waiting.put(None)
        for thread in self._threads:
            thread.join()

    def _run(self) -> None:
        connection: psycopg.Connection[Any] | None = None
        while (taken := self._waiting.get()) is not None:
            job, done = taken
            try:
                connection = self._do(job, connection)
            except psycopg.Error as fault:
                log.warning("PostgreSQL could not be asked: %s", fault)
            done()
        if connection:
            connection.close()

    def _do(self, job: Job, connection: psycopg.Connection[Any] | None) -> psycopg.Connection[Any]:
        """Does it on the connection of before, or on a new one where that has been cut meanwhile."""
        if connection and not connection.closed:
            try:
                job(connection)
            except psycopg.OperationalError:
                if not connection.closed:
                    raise
            else:
                return connection
        connection = connect(self._settings)
        job(connection)
        return connection
