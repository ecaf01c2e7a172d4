"""An account's clicks in words, piece by piece in their order, each piece bounded by how many clicks it looks at."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, Final
from zoneinfo import ZoneInfo

from sqlalchemy import Row, and_, select, tuple_
from sqlalchemy.orm import Session

from plugin.clicks.dictionaries import OF_COLUMN
from plugin.clicks.erase import erased
from plugin.clicks.models import Click
from plugin.domains.models import Domain
from plugin.domains.verbs import short_url
from plugin.exports.cells import Cell, lines, moments
from plugin.links.models import Link
from plugin.reports import counts
from plugin.reports.asked import Asked
from plugin.reports.filter import Filter, Part, rows_in
from plugin.reports.words import joined

PIECE: Final = 10_000  # clicks: some tenths of a second, and a few MB
WORDS: Final = tuple(OF_COLUMN)
HEADER: Final = (
    "at_utc", "at_local", "link_id", "link", "short_url", *WORDS, "qr", "first", "bot", "contact_id",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Place:
    """A click's place in the order of clicks."""

    at: datetime
    seq: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Lines of CSV, how many rows they are, and the last click that was looked at: None where there is no other."""

    body: bytes
    rows: int
    last: Place | None


def how_many(db: Session, asked: Asked) -> int:
    """How many clicks will be looked at."""
    return counts.total(db, asked.window, _scope(asked.wanted)).shown(asked.wanted)


def read_piece(db: Session, asked: Asked, after: Place | None, until: datetime) -> Piece:
    """The next clicks after a place that came before `until`; of a link that is being deleted, none.

    A contact that has been erased is not named, whatever the row still says.
    """
    span = Part(after.at if after else asked.window.start, min(asked.window.end, until))
    beyond = [tuple_(Click.at, Click.seq) > (after.at, after.seq)] if after else []
    last = _last(db, [*rows_in(span, _scope(asked.wanted)), *beyond])
    up_to = [tuple_(Click.at, Click.seq) <= (last.at, last.seq)] if last else []
    found = _in_words(db, [*rows_in(span, asked.wanted), *beyond, *up_to])
    return Piece(lines(_told(db, found, ZoneInfo(asked.window.zone))), len(found), last)


def _scope(wanted: Filter) -> Filter:
    """What clicks are counted by on the way: their index knows of it, so that no piece is dear to find."""
    return replace(wanted, only=())


def _last(db: Session, conditions: Iterable[Any]) -> Place | None:
    rows = select(Click.at, Click.seq).where(*conditions).order_by(Click.at, Click.seq).offset(PIECE - 1).limit(1)
    row = db.execute(rows).one_or_none()
    return Place(*row) if row else None


def _in_words(db: Session, conditions: Iterable[Any]) -> Sequence[Row[Any]]:
    words = [getattr(OF_COLUMN[name].entry, name) for name in WORDS]
    named = [Click.at, Click.link_id, Link.title, Domain.host, Link.slug, *words]
    rows = joined(select(*named, Click.qr, Click.first, Click.bot, Click.crm_contact_id))
    linked = rows.join(Link, and_(Link.location_id == Click.location_id, Link.id == Click.link_id)).join(Domain)
    found: Sequence[Row[Any]] = db.execute(linked.where(*conditions).order_by(Click.at, Click.seq)).all()
    return found


def _told(db: Session, found: Sequence[Row[Any]], zone: ZoneInfo) -> Iterable[tuple[Cell, ...]]:
    gone = erased(db, {row.crm_contact_id for row in found} - {None})
    named = {(row.link_id, row.title, row.host, row.slug) for row in found}
    links = {link_id: (link_id, title, short_url(host, slug)) for link_id, title, host, slug in named}
    for row in found:
        contact = None if row.crm_contact_id in gone else row.crm_contact_id
        yield (*moments(row.at, zone), *links[row.link_id], *row[5:-1], contact)
