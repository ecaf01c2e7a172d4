"""What staff do with links; each change is published to visitors in the transaction that makes it."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from plugin.campaigns import verbs as campaigns
from plugin.domains.verbs import default_domain
from plugin.errors import Conflict, Invalid, NotFound, Unavailable
from plugin.jobs import later
from plugin.links.dates import check_dates, counts_as_active
from plugin.links.destinations import host_of
from plugin.links.find import LinkShown, Query, one, several
from plugin.links.kinds import BY_NAME
from plugin.links.live import publish, withdraw
from plugin.links.models import ForgottenLink, Link
from plugin.links.slugs import alternatives, mint, own_slug
from plugin.plans import limits
from plugin.plans.plans import Feature
from plugin.tags import verbs as tags
from plugin.tags.crm_tags import clean_crm_tags
from plugin.tags.models import LinkTag
from plugin.tenancy import location_of

TRIES: Final = 8
# What a link may have only where the plan has it, beside its slug.
PAID: Final[tuple[tuple[Feature, tuple[str, ...]], ...]] = (
    ("expiry", ("starts_at", "expires_at")), ("tag_on_click", ("crm_tags",)), ("campaigns", ("campaign_id",)),
)  # fmt: skip
PLAIN: Final = ("title", "paused", "starts_at", "expires_at", "campaign_id")


def create(db: Session, fields: dict[str, Any], by: str, now: datetime) -> LinkShown:
    """A new link, at the slug given or a minted one; `by` is the CRM's id of who makes it.

    Raises Invalid naming the field, Conflict `slug_taken` with a free `suggestion`, and PlanRefusal.
    """
    link = Link(
        location_id=location_of(db), domain_id=default_domain(db).id, kind="redirect", paused=False, created_by=by,
        created_at=now, crm_tags=[],
    )  # fmt: skip
    own = (fields.get("slug") or "").strip()
    if own:
        limits.require_feature(db, "custom_slugs", "slug")
        own = own_slug(own)
    _fill(db, link, fields, now)
    if counts_as_active(link.paused, link.expires_at, now):
        limits.require(db, "active_links")
    _put_at(db, link, own)
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
    """Change what is given and publish it. Raises NotFound, Invalid (`slug_fixed` for another slug), PlanRefusal."""
    link = _locked(db, link_id)
    slug = fields.pop("slug", None)
    if slug is not None and slug.strip().lower() != link.slug:
        raise Invalid("slug", "A short link never changes once it is made: copies of it are out.", code="slug_fixed")
    was_active = counts_as_active(link.paused, link.expires_at, now)
    _fill(db, link, fields, now)
    if not was_active and counts_as_active(link.paused, link.expires_at, now):
        limits.require(db, "active_links")
    db.flush()
    publish(db, link)
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


def _locked(db: Session, link_id: int) -> Link:
    link = db.scalar(select(Link).where(Link.id == link_id).with_for_update())
    if link is None:
        raise NotFound("There is no such link. Someone may have deleted it.")
    return link


def _fill(db: Session, link: Link, fields: dict[str, Any], now: datetime) -> None:
    ended, was_called = link.expires_at, host_of(link.destination or "")
    _ask_plan(db, link, fields)
    if fields.get("campaign_id") is not None:
        campaigns.require_known(db, fields["campaign_id"])
    checked = BY_NAME[link.kind].check(db, fields)
    plain = {name: fields[name] for name in PLAIN if name in fields}
    for name, value in (plain | checked).items():
        setattr(link, name, value)
    # A link called by its host is called by the new one once it leads elsewhere.
    if not link.title or ("title" not in fields and link.title == was_called):
        link.title = host_of(link.destination)
    link.updated_at = now
    check_dates(link.starts_at, link.expires_at, now, new_end=link.expires_at != ended)
    if "crm_tags" in fields:
        link.crm_tags = clean_crm_tags(fields["crm_tags"])


def _ask_plan(db: Session, link: Link, fields: dict[str, Any]) -> None:
    # Only what is new is asked about: what a link has from a larger plan stays, and the rest of it can be edited.
    for feature, names in PAID:
        for name in names:
            if fields.get(name) and fields[name] != getattr(link, name):
                limits.require_feature(db, feature, name)


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
