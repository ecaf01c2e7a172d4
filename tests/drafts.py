"""Links for tests of what visitors meet: published straight into the book of addresses."""

from __future__ import annotations

import itertools
import secrets
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.links.live import publish, withdraw
from plugin.tenancy import tenant
from tests.cast import Tenant

numbers = itertools.count(1)


@dataclass
class Draft:
    """What `publish` reads of a link."""

    location_id: int
    domain_id: int
    slug: str = field(default_factory=lambda: secrets.token_hex(5))
    id: int = field(default_factory=lambda: next(numbers))
    destination: str = "https://example.com/a"
    kind: str = "redirect"
    paused: bool = False
    starts_at: datetime | None = None
    expires_at: datetime | None = None
    expired_destination: str | None = None
    click_limit: int | None = None
    password_hash: str | None = None
    password_version: int = 0
    lead_form: dict[str, Any] | None = None
    redirect_status: int = 302
    preview: dict[str, Any] | None = None
    pixels: list[dict[str, str]] = field(default_factory=list)
    pixel_consent: bool = False
    content: dict[str, Any] = field(default_factory=dict)
    rules: list[dict[str, Any]] = field(default_factory=list)
    keep_order: bool = False
    split: list[dict[str, Any]] = field(default_factory=list)
    utm: dict[str, str] = field(default_factory=dict)
    forward_params: bool = False
    append_click_id: bool = False


def default_domain(db: Session) -> int:
    return int(db.scalar(text("SELECT id FROM domains WHERE is_default")) or 0)


def draft(db: Session, owner: Tenant, **fields: object) -> Draft:
    return Draft(location_id=owner.id, domain_id=default_domain(db), **fields)  # type: ignore[arg-type]


def published(owner: Tenant, **fields: object) -> Draft:
    """A link that visitors find."""
    with tenant(owner.id) as db:
        made = draft(db, owner, **fields)
        publish(db, made)
    return made


def publish_again(link: Draft) -> None:
    with tenant(link.location_id) as db:
        publish(db, link)


def take_down(link: Draft) -> None:
    with tenant(link.location_id) as db:
        assert withdraw(db, link.domain_id, link.slug)
