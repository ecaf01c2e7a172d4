"""Whose clicks a question is about, as a value and as conditions on their rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Protocol

from sqlalchemy import ColumnElement, literal_column, or_, select

from plugin.clicks.dictionaries import DICTIONARIES, OF_COLUMN
from plugin.clicks.models import Click

# As a literal: by it PostgreSQL knows that the index of what was sent will do.
SENT_ROW: Final = Click.outcome == literal_column("'sent'")
# What clicks may be narrowed by: the words of the dictionaries, a machine's reason, and `qr` (yes or no).
BOT, QR, YES, NO = "bot", "qr", "yes", "no"
DIMENSIONS: Final = (*OF_COLUMN, BOT, QR)
Values = tuple[str | None, ...]


class Span(Protocol):
    """From a moment to one that is not part of it, both on a quarter of an hour."""

    @property
    def start(self) -> datetime:
        """The first moment."""

    @property
    def end(self) -> datetime:
        """The first moment after it."""


@dataclass(frozen=True, slots=True)
class Part:
    """A span, or a piece of one."""

    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Filter:
    """One link's clicks, several links' or, without either, the whole location's; machines' too or not.

    `only` holds dimensions with the values of which a click must have one; None among them is what is not known.
    """

    link_id: int | None = None
    with_bots: bool = False
    links: tuple[int, ...] | None = None
    only: tuple[tuple[str, Values], ...] = ()

    @property
    def is_whole(self) -> bool:
        """Whether it lets through all of the location's clicks, of which the roll-ups tell."""
        return self.link_id is None and self.links is None and not self.only


def sent_in(span: Span, wanted: Filter) -> list[ColumnElement[bool]]:
    """The conditions under which a row of `clicks` is one of those asked about, a machine's too."""
    found = [Click.at >= span.start, Click.at < span.end, SENT_ROW]
    if wanted.link_id is not None:
        found.append(Click.link_id == wanted.link_id)
    if wanted.links is not None:
        found.append(Click.link_id.in_(wanted.links))
    return [*found, *_only(dict(wanted.only))]


def rows_in(span: Span, wanted: Filter) -> list[ColumnElement[bool]]:
    """The conditions under which a row counts: of people, unless machines are asked for too."""
    found = sent_in(span, wanted)
    return found if wanted.with_bots else [*found, Click.human.expression]


def _only(only: dict[str, Values]) -> list[ColumnElement[bool]]:
    found = []
    for dictionary in DICTIONARIES:
        words = [_among(getattr(dictionary.entry, name), only[name]) for name in dictionary.columns if name in only]
        if words:
            numbers = select(dictionary.entry.id).where(*words)
            found.append(getattr(Click, f"{dictionary.part}_id").in_(numbers))
    if BOT in only:
        found.append(_among(Click.bot.expression, only[BOT]))
    if QR in only:
        found.append(Click.qr.in_([value == YES for value in only[QR]]))
    return found


def _among(column: ColumnElement[str | None], values: Values) -> ColumnElement[bool]:
    known = [value for value in values if value is not None]
    if column.type.python_type is int:
        numbers = [int(value) for value in known if value.isdecimal()]
        return or_(column.in_(numbers), column.is_(None)) if None in values else column.in_(numbers)
    return or_(column.in_(known), column.is_(None)) if None in values else column.in_(known)
