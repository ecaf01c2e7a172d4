"""What the numbers that clicks carry stand for: entries are never changed, so each is read once."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from plugin.clicks.dictionaries import Dictionary
from plugin.reports.memo import keep, recalled

Words = tuple[Any, ...]


def meanings(db: Session, dictionary: Dictionary, numbers: Collection[int]) -> dict[int, Words]:
    """The words of at least these entries of the session's location, in the order of the dictionary's columns."""
    name = ("words", dictionary.part)
    known: dict[int, Words] = recalled(db, name) or {}
    missing = [number for number in numbers if number not in known]
    if not missing:
        return known
    entry: Any = dictionary.entry
    rows = select(entry.id, *(getattr(entry, column) for column in dictionary.columns))
    found = db.execute(rows.where(entry.id == func.any(missing)))
    known = known | {row[0]: tuple(row[1:]) for row in found}
    keep(db, name, known)
    return known
