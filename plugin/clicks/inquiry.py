"""One question of a visitor's click that only PostgreSQL can answer, asked once and not waited for long."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from typing import Any, Final, Generic, TypeVar

import psycopg

from plugin.clicks.crew import Crew
from plugin.settings import Settings

QUIET: Final = 1.0  # seconds for which PostgreSQL is not asked again after it failed to answer
LATE: Final = 4  # so many answers in a row that come too late are no chance
Answer = TypeVar("Answer")


class Question(Generic[Answer]):
    """A question on its way; `answer` stays None where it came to nothing. Once dropped it is not asked any more."""

    __slots__ = ("_ask", "answer", "dropped", "landed")

    def __init__(self, ask: Callable[[psycopg.Connection[Any]], Answer]) -> None:
        self._ask = ask
        self.answer: Answer | None = None
        self.dropped = False
        self.landed = threading.Event()

    def put(self, connection: psycopg.Connection[Any]) -> None:
        """Ask it."""
        if not self.dropped:
            self.answer = self._ask(connection)


class Inquiries:
    """Questions of one kind, each waited for `patience_s` seconds at most, by a crew of their own."""

    def __init__(self, settings: Settings, patience_s: float) -> None:
        self._crew = Crew(settings)
        self._patience_s = patience_s
        self._quiet_until = 0.0
        self._late = 0

    def ask(self, ask: Callable[[psycopg.Connection[Any]], Answer]) -> Answer | None:
        """The answer; None where PostgreSQL did not give one in time. Never raises."""
        now = time.monotonic()
        if now < self._quiet_until:
            return None
        question = Question(ask)
        self._crew.send(question.put, question.landed.set)
        landed = question.landed.wait(self._patience_s)
        question.dropped = True
        self._late = 0 if landed else self._late + 1
        if self._late > LATE or (landed and question.answer is None):
            self._quiet_until = now + QUIET
        return question.answer

    def close(self) -> None:
        """End the crew."""
        self._crew.close()
