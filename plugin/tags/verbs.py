"""What staff do with tags; renaming, recoloring or deleting one does it on every link that carries it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from psycopg.errors import UniqueViolation
from sqlalchemy import Select, delete, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from plugin.errors import Conflict, Invalid, NotFound
from plugin.paging import Order, read_page
from plugin.plans import limits
from plugin.tags.models import LinkTag, Tag
from plugin.tenancy import location_of


@dataclass(frozen=True, slots=True)
class TagShown:
    """A tag and how many links carry it."""

    id: int
    name: str
    color: str
    links: int


def list_(db: Session, cursor: str, limit: int) -> dict[str, Any]:
    """A page of the location's tags, by name."""
    found, after = read_page(db, _shown(), Order("name", func.lower(Tag.name), str, Tag.id), cursor, limit)
    return {"items": [TagShown(row.id, row.name, row.color, row.links) for row in found], "next": after or None}


def create(db: Session, fields: dict[str, Any]) -> TagShown:
    """A new tag. Raises Conflict `tag_taken` where the location has one of that name, and PlanRefusal."""
    limits.require_current(db)
    tag = Tag(location_id=location_of(db), **fields)
    db.add(tag)
    _save(db, tag)
    return TagShown(tag.id, tag.name, tag.color, 0)


def edit(db: Session, tag_id: int, fields: dict[str, Any]) -> TagShown:
    """Rename or recolor a tag. Raises NotFound, and Conflict `tag_taken`."""
    tag = db.get(Tag, (location_of(db), tag_id))
    if tag is None:
        raise NotFound("There is no such tag.")
    for name, value in fields.items():
        setattr(tag, name, value)
    _save(db, tag)
    return TagShown(*db.execute(_shown().where(Tag.id == tag_id)).one())


def remove(db: Session, tag_id: int) -> None:
    """Delete a tag and take it off every link; the links stay. Raises NotFound."""
    if not db.execute(delete(Tag).where(Tag.id == tag_id).returning(Tag.id)).first():
        raise NotFound("There is no such tag.")


def require_known(db: Session, tag_ids: list[int], field: str = "tags") -> None:
    """Pass if every id is a tag of this location. Raises Invalid `tag_unknown` naming those that are not."""
    # Locked for as long as the caller links to them, so that none is deleted in between.
    known = set(db.scalars(select(Tag.id).where(Tag.id.in_(tag_ids)).with_for_update(key_share=True, read=True)))
    unknown = [str(tag_id) for tag_id in tag_ids if tag_id not in known]
    if unknown:
        raise Invalid(field, "A tag is no longer there. Choose from the list.", code="tag_unknown", unknown=unknown)


def _shown() -> Select[Any]:
    carried = select(func.count()).where(LinkTag.location_id == Tag.location_id, LinkTag.tag_id == Tag.id)
    return select(Tag.id, Tag.name, Tag.color, carried.scalar_subquery().label("links"))


def _save(db: Session, tag: Tag) -> None:
    name = tag.name
    try:
        db.flush()
    except IntegrityError as fault:
        if not isinstance(fault.orig, UniqueViolation):
            raise
        raise Conflict(f"There is already a tag called {name}.", code="tag_taken", field="name") from fault
