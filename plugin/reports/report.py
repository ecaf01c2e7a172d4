"""A report: several questions answered about one window and one filter."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from psycopg.errors import QueryCanceled
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from plugin.errors import Unavailable
from plugin.reports.asked import Asked
from plugin.reports.memo import pulse_of, remembered
from plugin.reports.questions import QUESTIONS
from plugin.reports.questions.kind import Question
from plugin.reports.reading import read_asked


def report(db: Session, questions: Collection[str], query: Mapping[str, Any], now: datetime) -> dict[str, Any]:
    """The answers by question, and the window they are about; `query` is what ReportQuerySchema reads.

    Raises what `read_asked` does, and Unavailable `report_too_slow` where PostgreSQL gave up on it. Numbers of a link
    that has just been deleted leave the location's own within moments, not at once.
    """
    try:
        read = read_asked(db, query, now)
        answers = _answers(db, read.asked, questions)
    except OperationalError as fault:
        if isinstance(fault.orig, QueryCanceled):
            raise Unavailable(
                "This took too long to count. Ask about fewer days or fewer values.", code="report_too_slow"
            ) from fault
        raise
    window = read.asked.window
    told = {"from": window.start, "to": min(window.end, now), "name": query["window"], "zone": window.zone}
    return {"window": {**told, "clipped_to": read.clipped_to}, **answers}


def _answers(db: Session, asked: Asked, questions: Collection[str]) -> dict[str, Any]:
    pulse = pulse_of(db)
    return {each.kind: _answer(db, each, asked, pulse) for each in QUESTIONS if each.kind in questions}


def _answer(db: Session, question: Question, asked: Asked, pulse: int) -> Any:
    if not question.by_pulse:
        return question.answer(db, asked)
    return remembered(db, pulse, (question.kind, asked), lambda: question.answer(db, asked))
