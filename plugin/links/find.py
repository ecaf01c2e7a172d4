"""Links as staff see them: with short URL, status, tags and clicks; searched, filtered and sorted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Select, and_, column, exists, func, or_, select, table
from sqlalchemy.orm import Session

from plugin.domains.models import Domain
from plugin.errors import NotFound
from plugin.links.dates import Status, has_status
from plugin.links.models import Cap, Link
from plugin.links.shown import LinkShown, shape
from plugin.paging import LIMIT, Order, read_page
from plugin.tags.models import LinkTag

# Clicks stand above this room, so their table is named here and not imported.
TOTALS: Final = table(
    "link_totals", column("location_id"), column("link_id"), column("clicks"), column("bots"),
)  # fmt: skip
CLICKS: Final = func.coalesce(TOTALS.c.clicks, 0)
SORTS: Final[dict[str, tuple[ColumnElement[Any], type[str | int | datetime]]]] = {
    "created": (Link.created_at.expression, datetime),
    "title": (func.lower(Link.title), str),
    "clicks": (CLICKS, int),
}


@dataclass(frozen=True, slots=True)
class Query:
    """Which links are asked for, and in what order; what is empty or None does not narrow, `-` sorts downward."""

    search: str = ""
    tag: int | None = None
    campaign: int | None = None
    status: Status | None = None
    sort: str = "-created"
    cursor: str = ""
    limit: int = LIMIT


def one(db: Session, link_id: int, now: datetime) -> LinkShown:
    """The link with this id. Raises NotFound, for a rival's link too."""
    row = db.execute(_shown().where(Link.id == link_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such link. Someone may have deleted it.")
    return shape(row, now)


def several(db: Session, wanted: Query, now: datetime) -> tuple[list[LinkShown], str, int]:
    """A page of links, the cursor of the next ("" at the end), and how many match in all. Raises Invalid `cursor`."""
    key, of = SORTS[wanted.sort.lstrip("-")]
    order = Order(wanted.sort, key, of, Link.id, down=wanted.sort.startswith("-"))
    matching = _conditions(wanted, now)
    total = db.scalar(select(func.count()).select_from(Link).join(Domain).where(*matching)) or 0
    rows, after = read_page(db, _shown().where(*matching), order, wanted.cursor, wanted.limit)
    return [shape(row, now) for row in rows], after, total


def _shown() -> Select[Any]:
    carried = select(LinkTag.tag_id).where(LinkTag.location_id == Link.location_id, LinkTag.link_id == Link.id)
    tags = func.array(carried.order_by(LinkTag.tag_id).scalar_subquery()).label("tags")
    totals = and_(TOTALS.c.location_id == Link.location_id, TOTALS.c.link_id == Link.id)
    bots = func.coalesce(TOTALS.c.bots, 0).label("bots")
    cap = and_(Cap.location_id == Link.location_id, Cap.link_id == Link.id)
    used = func.coalesce(Cap.used, 0).label("used")
    shown = select(Link, Domain.host, tags, CLICKS.label("clicks"), bots, used).join(Domain)
    return shown.outerjoin(TOTALS, totals).outerjoin(Cap, cap)


def _conditions(wanted: Query, now: datetime) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if text := wanted.search.removeprefix("https://").removeprefix("http://"):
        short = Domain.host + "/" + Link.slug
        found.append(or_(*(each.icontains(text, autoescape=True) for each in (Link.title, Link.destination, short))))
    if wanted.tag is not None:
        carries = and_(
            LinkTag.location_id == Link.location_id, LinkTag.link_id == Link.id, LinkTag.tag_id == wanted.tag
        )
        found.append(exists().where(carries))
    if wanted.campaign is not None:
        found.append(Link.campaign_id == wanted.campaign)
    if wanted.status is not None:
        found.append(has_status(wanted.status, now))
    return found
