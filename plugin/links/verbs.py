"""What staff do with links; each change is published to visitors in the transaction that makes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from plugin.domains.verbs import default_domain
from plugin.errors import Conflict, Invalid, NotFound, Unavailable
from plugin.jobs import later
from plugin.links.caps import keep_cap
from plugin.links.dates import counts_as_active
from plugin.links.fill import fill, require_whole
from plugin.links.find import Query, one, several
from plugin.links.live import publish, withdraw
from plugin.links.models import ForgottenLink, Link
from plugin.links.shown import LinkShown
from plugin.links.slugs import alternatives, mint, own_slug
from plugin.plans import limits
from plugin.tags import verbs as tags
from plugin.tags.models import LinkTag
from plugin.tenancy import location_of

TRIES: Final = 8


def create(db: Session, fields: dict[str, Any], by: str, now: datetime) -> LinkShown:
    """A new link, at the slug given or a minted one; `by` is the CRM's id of who makes it.

    Raises Invalid naming the field, Conflict `slug_taken` with a free `suggestion`, and PlanRefusal.
    """
    limits.require_current(db)
    kind = fields.get("kind") or "redirect"
    require_whole(kind, fields)
    link = Link(
        location_id=location_of(db), domain_id=default_domain(db).id, kind=kind, paused=False, created_by=by,
        created_at=now, crm_tags=[],
    )  # fmt: skip
    own = (fields.get("slug") or "").strip()
    if own:
        limits.require_feature(db, "custom_slugs", "slug")
        own = own_slug(own)
    fill(db, link, fields, now)
    if counts_as_active(link.paused, link.expires_at, now):
        limits.require(db, "active_links")
    _put_at(db, link, own)
    keep_cap(db, link)
    _carry(db, link, fields)
    return one(db, link.id, now)


def get(db: Session, link_id: int, now: datetime) -> LinkShown:
    """One link. Raises NotFound."""
    return one(db, link_id, now)


def list_(db: Session, wanted: Query, now: datetime) -> dict[str, Any]:
    """A page of links with the cursor of the next and the count of all that match. Raises Invalid `cursor`."""
    found, after, total = several(db, wanted, now)
    return {"items": found, "next": after or None, "total": total}


def edit(db: Session, link_id: int, fields: dict[str, Any], now: datetime) -> LinkShown:
    """Change what is given and publish it. Raises NotFound, PlanRefusal, Invalid (`slug_fixed`, `kind_fixed`, …)."""
    link = _locked(db, link_id)
    _require_same(link, fields)
    was_active = counts_as_active(link.paused, link.expires_at, now)
    fill(db, link, fields, now)
    if not was_active and counts_as_active(link.paused, link.expires_at, now):
        limits.require(db, "active_links")
    db.flush()
    publish(db, link)
    keep_cap(db, link)
    _carry(db, link, fields)
    return one(db, link_id, now)


def remove(db: Session, link_id: int) -> None:
    """Delete a link: its address is gone at the commit, its clicks soon after, by a job. Raises NotFound."""
    link = _locked(db, link_id)
    withdraw(db, link.domain_id, link.slug)
    db.add(ForgottenLink(location_id=link.location_id, link_id=link_id))
    db.delete(link)
    db.flush()
    later(db, "forget_link", location_id=link.location_id, link_id=link_id)


def _require_same(link: Link, fields: dict[str, Any]) -> None:
    slug, kind = fields.get("slug"), fields.get("kind")
    if slug is not None and slug.strip().lower() != link.slug:
        raise Invalid("slug", "A short link never changes once it is made: copies of it are out.", code="slug_fixed")
    if kind is not None and kind != link.kind:
        raise Invalid("kind", "A link stays of its kind. Make another one.", code="kind_fixed")


def _locked(db: Session, link_id: int) -> Link:
    link = db.scalar(select(Link).where(Link.id == link_id).with_for_update())
    if link is None:
        raise NotFound("There is no such link. Someone may have deleted it.")
    return link


def _put_at(db: Session, link: Link, own: str) -> None:
    if own:
        link.slug = own
        if not _claimed(db, link):
            raise Conflict(
                f"{own} is already used by another link.", code="slug_taken", field="slug", suggestion=_free(db, link)
            )
        return
    for _ in range(TRIES):
        link.slug = mint()
        if _claimed(db, link):
            return
    raise Unavailable("No free short link was found. Try again.", code="no_free_slug")


def _claimed(db: Session, link: Link) -> bool:
    db.add(link)
    db.flush()
    try:
        publish(db, link)
    except Conflict:
        return False
    return True


def _free(db: Session, link: Link) -> str | None:
    # Rivals' slugs are behind the wall, so the one way to know is to claim; the refusal rolls the claim back.
    for slug in alternatives(link.slug):
        link.slug = slug
        if _claimed(db, link):
            return slug
    return None


def _carry(db: Session, link: Link, fields: dict[str, Any]) -> None:
    if "tags" not in fields:
        return
    wanted = sorted(set(fields["tags"]))
    tags.require_known(db, wanted)
    db.execute(delete(LinkTag).where(LinkTag.link_id == link.id))
    if wanted:
        rows = [{"location_id": link.location_id, "link_id": link.id, "tag_id": tag_id} for tag_id in wanted]
        db.execute(insert(LinkTag), rows)
