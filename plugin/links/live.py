"""The published copy of a link: what a visitor's click needs to know, kept in the book of addresses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Protocol

import msgspec
from sqlalchemy import Integer, Update, and_, func, or_, type_coerce, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from plugin.errors import Conflict
from plugin.links.addresses import Address


class Live(msgspec.Struct, frozen=True, kw_only=True):
    """One link as a visitor meets it. Times are Unix seconds; `version` grows with each publication of its slug."""

    location_id: int
    link_id: int
    domain_id: int
    slug: str
    kind: str
    destination: str
    paused: bool = False
    starts_at: float | None = None
    expires_at: float | None = None
    version: int = 1


class Publishable(Protocol):
    """What `publish` reads of a link: a row of the table links fits."""

    id: int
    location_id: int
    domain_id: int
    slug: str
    kind: str
    destination: str
    paused: bool
    starts_at: datetime | None
    expires_at: datetime | None


def publish(db: Session, link: Publishable) -> None:
    """Write what visitors find at the link's slug, claiming the slug where it is new; seen once the caller commits.

    Raises Conflict (`slug_taken`, field slug) where another link, page or location holds it, and leaves the
    transaction fit for another try. A slug that this location gave up itself may be taken back.
    """
    slug = link.slug.lower()
    mine = or_(Address.kind == "gone", and_(Address.kind == "link", Address.target_id == link.id))
    row = _row(link.domain_id, slug).where(mine)
    if _changed(db, row.values(kind="link", target_id=link.id, published=_next(_published(link)))):
        return
    # Another tenant's row is behind the wall: an UPDATE cannot see it, and DO NOTHING need not see it to stand back.
    claim = insert(Address).values(
        domain_id=link.domain_id,
        slug=slug,
        location_id=link.location_id,
        kind="link",
        target_id=link.id,
        published={**_published(link), "version": 1},
    )
    if db.scalar(claim.on_conflict_do_nothing().returning(Address.slug)) is None:
        raise Conflict(f"{slug} is already used on this domain. Choose another.", code="slug_taken", field="slug")


def withdraw(db: Session, domain_id: int, slug: str) -> bool:
    """Empty a slug of the session's location and mark it gone; False where it holds no such slug."""
    row = _row(domain_id, slug.lower()).where(Address.kind != "gone")
    return _changed(db, row.values(kind="gone", target_id=None, published=_next({})))


def parse(domain_id: int, slug: str, location_id: int, link_id: int, published: Mapping[str, Any]) -> Live:
    """A row of kind link as a Live; raises msgspec.ValidationError where it was not written by `publish`."""
    ids = {"domain_id": domain_id, "slug": slug, "location_id": location_id, "link_id": link_id}
    return msgspec.convert({**published, **ids}, Live)


def _published(link: Publishable) -> dict[str, Any]:
    return {
        "kind": link.kind,
        "destination": link.destination,
        "paused": link.paused,
        "starts_at": link.starts_at.timestamp() if link.starts_at else None,
        "expires_at": link.expires_at.timestamp() if link.expires_at else None,
    }


def _row(domain_id: int, slug: str) -> Update:
    return update(Address).where(Address.domain_id == domain_id, Address.slug == slug)


def _next(published: dict[str, Any]) -> ColumnElement[Any]:
    version = func.coalesce(Address.published["version"].astext.cast(Integer), 0) + 1
    return type_coerce(published, JSONB).op("||")(func.jsonb_build_object("version", version))


def _changed(db: Session, change: Update) -> bool:
    options = {"synchronize_session": False}
    return db.scalar(change.returning(Address.slug), execution_options=options) is not None
