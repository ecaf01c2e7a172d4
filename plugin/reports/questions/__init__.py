"""The questions asked of clicks, one file each."""

from __future__ import annotations

from typing import Any, Final, Protocol

from sqlalchemy.orm import Session

from plugin.reports.filter import Filter
from plugin.reports.questions import browsers, cards, clicks_over_time, countries, devices, sources, systems
from plugin.reports.window import Window


class Question(Protocol):
    """What each kind gives: its names and the answer."""

    @property
    def kind(self) -> str:
        """Its name in the API, and the answer's."""

    @property
    def label(self) -> str:
        """Its name on screens."""

    def answer(self, db: Session, window: Window, wanted: Filter) -> Any:
        """The answer, in the form that the API's schema gives it."""


QUESTIONS: Final[tuple[Question, ...]] = (cards, clicks_over_time, countries, devices, browsers, systems, sources)
KINDS: Final = tuple(question.kind for question in QUESTIONS)
