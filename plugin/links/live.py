"""The published copy of a link: what a visitor's click needs to know, kept in the book of addresses."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal, Protocol

import msgspec
from sqlalchemy import Integer, Update, and_, func, or_, type_coerce, update
from sqlalchemy.dialects.postgresql import JSONB, insert
from sqlalchemy.orm import Session
from sqlalchemy.sql import ColumnElement

from plugin.errors import Conflict
from plugin.links.addresses import Address
from plugin.links.parts import LeadForm, Pixel, Preview
from plugin.routing.routing import Routing, compile_routing


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """The JSON in the book, save what `routing` is compiled of. Times are Unix seconds; what is absent is plain.

    `password` is the version of the password where there is one: an unlock cookie of another version is worth nothing.
    `content` is what a link of its kind is made of (`vcard`, `amazon`).
    """

    kind: str
    destination: str
    paused: bool = False
    starts_at: float | None = None
    expires_at: float | None = None
    expired_destination: str | None = None
    capped: bool = False
    password: int | None = None
    lead_form: LeadForm | None = None
    redirect_status: Literal[301, 302, 307] = 302
    preview: Preview | None = None
    pixels: tuple[Pixel, ...] = ()
    pixel_consent: bool = False
    append_click_id: bool = False
    content: dict[str, Any] | None = None
    version: int = 1


class Live(Published, frozen=True, kw_only=True):
    """One link as a visitor meets it; `version` grows with each publication of its slug.

    `routing` is None for a plain link: every visitor goes to `destination` as it stands.
    """

    location_id: int
    link_id: int
    domain_id: int
    slug: str
    routing: Routing | None = None
    is_direct: bool = False

    def __post_init__(self) -> None:
        """Work out whether nothing but its routing can make one visitor's answer differ from another's."""
        gated = self.paused or self.capped or self.password is not None or self.lead_form is not None
        timed = self.starts_at is not None or self.expires_at is not None
        shown = self.kind != "redirect" or self.preview is not None or bool(self.pixels) or self.append_click_id
        msgspec.structs.force_setattr(self, "is_direct", not (gated or timed or shown))


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
    expired_destination: str | None
    click_limit: int | None
    password_hash: str | None
    password_version: int
    lead_form: dict[str, Any] | None
    redirect_status: int
    preview: dict[str, Any] | None
    pixels: list[dict[str, str]]
    pixel_consent: bool
    append_click_id: bool
    content: dict[str, Any]
    rules: list[dict[str, Any]]
    keep_order: bool
    split: list[dict[str, Any]]
    utm: dict[str, str]
    forward_params: bool


# Told as the row has them, unless they are as every link has them: most links are plain, and hosts hold many.
AS_THEY_ARE: Final[dict[str, Any]] = {
    "paused": False, "expired_destination": None, "lead_form": None, "redirect_status": 302, "preview": None,
    "pixels": [], "pixel_consent": False, "content": {}, "rules": [], "keep_order": False, "split": [], "utm": {},
    "forward_params": False, "append_click_id": False,
}  # fmt: skip
# Any of these makes a link more than its destination.
ROUTED: Final = ("rules", "split", "utm", "forward_params")


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
    told = msgspec.convert(published, Published)
    return Live(
        **{name: getattr(told, name) for name in Published.__struct_fields__},
        domain_id=domain_id,
        slug=slug,
        location_id=location_id,
        link_id=link_id,
        routing=compile_routing(published) if any(published.get(name) for name in ROUTED) else None,
    )


def _published(link: Publishable) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": link.kind, "destination": link.destination}
    for name in ("starts_at", "expires_at"):
        moment: datetime | None = getattr(link, name)
        if moment:
            told[name] = moment.timestamp()
    if link.click_limit is not None:
        told["capped"] = True
    if link.password_hash is not None:
        told["password"] = link.password_version
    kept = {name: getattr(link, name) for name in AS_THEY_ARE}
    return told | {name: value for name, value in kept.items() if value != AS_THEY_ARE[name]}


def _row(domain_id: int, slug: str) -> Update:
    return update(Address).where(Address.domain_id == domain_id, Address.slug == slug)


def _next(published: dict[str, Any]) -> ColumnElement[Any]:
    version = func.coalesce(Address.published["version"].astext.cast(Integer), 0) + 1
    return type_coerce(published, JSONB).op("||")(func.jsonb_build_object("version", version))


def _changed(db: Session, change: Update) -> bool:
    options = {"synchronize_session": False}
    return db.scalar(change.returning(Address.slug), execution_options=options) is not None
