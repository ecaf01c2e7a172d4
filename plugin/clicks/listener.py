"""Hears of every commit that changes what visitors find, and tells the book what to drop."""

from __future__ import annotations

import logging
import threading
from typing import Any, Final

import psycopg

from plugin.clicks.book import Book
from plugin.clicks.crew import connect
from plugin.settings import Settings

CHANNEL: Final = "smartlinks"
BEAT: Final = 5.0  # seconds between signs of life asked of a connection on which nothing is heard
BACK_OFF: Final = (0.05, 0.2, 0.5, 1.0, 2.0)
log = logging.getLogger(__name__)


class Listener:
    """A thread with a connection of its own to PostgreSQL, not through a pooler: LISTEN belongs to a connection."""

    def __init__(self, settings: Settings, book: Book, *, beat: float = BEAT) -> None:
        self._settings = settings
        self._book = book
        self._beat = beat
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._run, name="listener", daemon=True)
        self._thread.start()

    def close(self) -> None:
        """Stop hearing, within a beat."""
        self._ended.set()
        self._thread.join()

    def _run(self) -> None:
        lost = 0
        while not self._ended.is_set():
            try:
                with connect(self._settings, direct=True) as connection:
                    # Outside a transaction: it is in force, and this process will be told, once it returns.
                    connection.execute(f"LISTEN {CHANNEL}")
                    self._book.listening()
                    lost = 0
                    self._hear(connection)
            except psycopg.Error as fault:
                log.warning("edits are not heard of, so every link is asked for again: %s", fault)
            self._book.deaf()
            self._ended.wait(BACK_OFF[min(lost, len(BACK_OFF) - 1)])
            lost += 1

    def _hear(self, connection: psycopg.Connection[Any]) -> None:
        while not self._ended.is_set():
            for notification in connection.notifies(timeout=self._beat):
                self._book.heed(notification.payload)
            connection.execute("SELECT 1")
