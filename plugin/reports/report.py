"""A report: several questions answered about one window and one filter."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from plugin.errors import NotFound
from plugin.links.models import Link
from plugin.reports.counts import earliest
from plugin.reports.filter import Filter
from plugin.reports.questions import QUESTIONS
from plugin.reports.window import Name, window_of


def report(db: Session, questions: Collection[str], name: Name, wanted: Filter, now: datetime) -> dict[str, Any]:
    """The answers by question, and the window they are about. Raises NotFound for a link that is not this location's.

    Numbers of a link that has just been deleted leave the location's own within moments, not at once.
    """
    if wanted.link_id is not None and db.scalar(select(Link.id).where(Link.id == wanted.link_id)) is None:
        raise NotFound("There is no such link. Someone may have deleted it.")
    window = window_of(name, now.date(), earliest(db, wanted) if name == "all" else None)
    answers = {each.kind: each.answer(db, window, wanted) for each in QUESTIONS if each.kind in questions}
    return {"window": {"from": window.start, "to": now, "name": name}, **answers}
