"""What staff sent, put on a link: asked of the plan, checked, and refused by the name of the field at fault."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy.orm import Session

from plugin.campaigns import verbs as campaigns
from plugin.errors import Invalid
from plugin.links.dates import check_dates
from plugin.links.destinations import clean_destination, clean_picture
from plugin.links.kinds import BY_NAME, KINDS
from plugin.links.models import Link
from plugin.links.passwords import set_password
from plugin.links.permanent import check_permanent
from plugin.links.routed import routed
from plugin.plans import limits
from plugin.plans.plans import Feature
from plugin.tags.crm_tags import clean_crm_tags

# What a link may have only where the plan has it, beside its slug, its rules and its split.
PAID: Final[tuple[tuple[Feature, tuple[str, ...]], ...]] = (
    ("expiry", ("starts_at", "expires_at", "expired_destination", "click_limit")), ("tag_on_click", ("crm_tags",)),
    ("contact_sync", ("automations",)),
    ("campaigns", ("campaign_id",)), ("utm", ("utm",)), ("passwords", ("password",)),
)  # fmt: skip
# What the schemas have made fit to be kept.
PLAIN: Final = (
    "title", "paused", "starts_at", "expires_at", "campaign_id", "keep_order", "forward_params", "redirect_status",
    "click_limit", "lead_form", "pixel_consent", "append_click_id",
)  # fmt: skip


def fill(db: Session, link: Link, fields: Mapping[str, Any], now: datetime) -> None:
    """Put on the link what is given. Raises Invalid with the field's path, and PlanRefusal for what is new."""
    kind = BY_NAME[link.kind]
    ended, was_called = link.expires_at, kind.called(link.destination or "", link.content or {})
    _fit_kind(link, fields)
    _ask_plan(db, link, fields)
    if fields.get("campaign_id") is not None:
        campaigns.require_known(db, fields["campaign_id"])
    plain = {name: fields[name] for name in PLAIN if name in fields}
    for name, value in (plain | kind.check(db, fields) | routed(db, link, fields) | _addressed(db, fields)).items():
        setattr(link, name, value)
    # A link called by its host is called by the new one once it leads elsewhere.
    if not link.title or ("title" not in fields and link.title == was_called):
        link.title = kind.called(link.destination, link.content or {})
    link.updated_at = now
    check_dates(link.starts_at, link.expires_at, now, new_end=link.expires_at != ended)
    if "crm_tags" in fields:
        link.crm_tags = clean_crm_tags(fields["crm_tags"])
    if "automations" in fields:
        link.automations = fields["automations"] or {}
    if "password" in fields:
        set_password(link, fields["password"])
    check_permanent(link)


def require_whole(kind_name: str, fields: Mapping[str, Any]) -> None:
    """Raise Invalid where a new link lacks what its kind is made of."""
    kind = BY_NAME[kind_name]
    for name in kind.fields:
        if fields.get(name) is None:
            raise Invalid(name, f"{kind.label} links need this.")


def _fit_kind(link: Link, fields: Mapping[str, Any]) -> None:
    kind = BY_NAME[link.kind]
    for name in kind.fields:
        if name in fields and fields[name] is None:
            raise Invalid(name, f"{kind.label} links need this.")
    others = {name for other in KINDS for name in other.fields} - {*kind.fields}
    for name in (*sorted(others), *kind.without):
        # Sent back as it was shown, it changes nothing.
        if fields.get(name) and fields[name] != getattr(link, name, None):
            raise Invalid(name, f"{kind.label} links have no use for this. Leave it out.", code="not_for_kind")


def _ask_plan(db: Session, link: Link, fields: Mapping[str, Any]) -> None:
    # Only what is new is asked about: what a link has from a larger plan stays, and the rest of it can be edited.
    for feature, names in PAID:
        for name in names:
            if fields.get(name) and fields[name] != getattr(link, name, None) and not _keeps_guard(link, name):
                limits.require_feature(db, feature, name)


def _keeps_guard(link: Link, name: str) -> bool:
    # A password that went astray can be replaced on every plan: the other way out would be to open the link.
    return name == "password" and link.password_hash is not None


def _addressed(db: Session, fields: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if "expired_destination" in fields:
        given = (fields["expired_destination"] or "").strip()
        found["expired_destination"] = clean_destination(db, given, "expired_destination") if given else None
    if "preview" in fields:
        found["preview"] = _preview(fields["preview"])
    if "pixels" in fields:
        found["pixels"] = fields["pixels"] or []
    return found


def _preview(given: Mapping[str, Any] | None) -> dict[str, Any] | None:
    if given is None:
        return None
    image = given["image_url"]
    return {**given, "image_url": clean_picture(image, "preview.image_url") if image else None}
