"""A link as the API shows it: its row, with short URL, status, tags, clicks, and what is left of its limit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from plugin.domains.verbs import short_url
from plugin.links.dates import Status, status
from plugin.links.models import Link
from plugin.links.permanent import warnings

# Shown as the row has them.
KEPT: Final = (
    "id", "slug", "kind", "destination", "title", "paused", "starts_at", "expires_at", "crm_tags", "campaign_id",
    "created_at", "updated_at", "rules", "keep_order", "split", "utm", "forward_params", "redirect_status",
    "expired_destination", "click_limit", "lead_form", "preview", "pixels", "pixel_consent", "append_click_id",
    "automations",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class LinkShown:
    """`tags` are ids, `clicks` are people's and `bots` are not among them; the password is never among what is shown.

    `clicks_left` is None without a limit; `vcard` and `amazon` are None for links of other kinds.
    """

    id: int
    slug: str
    domain: str
    short_url: str
    kind: str
    destination: str
    title: str
    status: Status
    paused: bool
    starts_at: datetime | None
    expires_at: datetime | None
    expired_destination: str | None
    click_limit: int | None
    clicks_left: int | None
    has_password: bool
    rules: list[dict[str, Any]]
    keep_order: bool
    split: list[dict[str, Any]]
    utm: dict[str, str]
    forward_params: bool
    redirect_status: int
    lead_form: dict[str, Any] | None
    preview: dict[str, Any] | None
    pixels: list[dict[str, str]]
    pixel_consent: bool
    append_click_id: bool
    vcard: dict[str, Any] | None
    amazon: dict[str, Any] | None
    tags: list[int]
    crm_tags: list[str]
    automations: dict[str, Any]
    campaign_id: int | None
    created_at: datetime
    updated_at: datetime
    clicks: int
    bots: int
    warnings: list[dict[str, str]]


def shape(row: Any, now: datetime) -> LinkShown:
    """A row of Link, `host`, `tags`, `clicks`, `bots` and `used`, as it is at `now`."""
    link: Link = row.Link
    kept: dict[str, Any] = {name: getattr(link, name) for name in KEPT}
    return LinkShown(
        **kept,
        domain=row.host,
        short_url=short_url(row.host, link.slug),
        status=status(link.paused, link.starts_at, link.expires_at, now),
        clicks_left=None if link.click_limit is None else max(0, link.click_limit - row.used),
        has_password=link.password_hash is not None,
        vcard=link.content if link.kind == "vcard" else None,
        amazon=link.content if link.kind == "amazon" else None,
        tags=list(row.tags),
        clicks=row.clicks,
        bots=row.bots,
        warnings=warnings(link),
    )
