"""Hits as a front door would note them, a journal's folder, and what the recorder made of it."""

from __future__ import annotations

import dataclasses
import secrets
import time
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from sqlalchemy import text

from plugin import tenancy
from plugin.clicks.hit import Hit
from plugin.clicks.lines import line_of
from plugin.settings import Settings
from tests.cast import Tenant
from workers.record_clicks import Tail, record_once

CHROME = (
    "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/126.0.0.0 Safari/537.36"
)
IPHONE = (
    "Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) "
    "Version/17.5 Mobile/15E148 Safari/604.1"
)
CRAWLER = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
ROLLUPS = (
    "clicks_by_quarter", "clicks_by_part_month", "bots_by_day", "link_totals", "first_seen",
    "pulse",
)  # fmt: skip


def make_link(location: Tenant, crm_tags: Iterable[str] = (), campaign_id: int | None = None) -> int:
    """A link's row, without a front door to publish it to."""
    sql = """INSERT INTO links (location_id, domain_id, slug, destination, crm_tags, campaign_id)
             SELECT :location, id, :slug, 'https://example.com/', :tags, :campaign FROM domains WHERE is_default
             RETURNING id"""
    values = {
        "location": location.id, "slug": secrets.token_hex(8), "tags": list(crm_tags), "campaign": campaign_id,
    }  # fmt: skip
    with tenancy.tenant(location.id) as db:
        return int(db.scalar(text(sql), values) or 0)


def make_campaign(location: Tenant, *crm_tags: str) -> int:
    sql = "INSERT INTO campaigns (location_id, name, crm_tags) VALUES (:location, :name, :tags) RETURNING id"
    values = {"location": location.id, "name": secrets.token_hex(8), "tags": list(crm_tags)}
    with tenancy.tenant(location.id) as db:
        return int(db.scalar(text(sql), values) or 0)


def a_hit(location: Tenant, link_id: int, **changes: Any) -> Hit:
    """A person's click on a link, a moment ago, unless told otherwise."""
    made = {
        "at": time.time(),
        "outcome": "sent",
        "location": location.id,
        "link": link_id,
        "visitor": secrets.token_hex(16),
        "user_agent": CHROME,
        "country": "US",
        "destination": "https://example.com/",
    }
    return Hit(**{**made, **changes})


def write(folder: Path, *hits: Hit | bytes, name: str = "host-1") -> Path:
    """A segment whose writer has ended, with these lines added to what it holds."""
    folder.mkdir(parents=True, exist_ok=True)
    segment = folder / f"{name}.jsonl"
    with segment.open("ab") as file:
        for hit in hits:
            file.write(line_of(hit) if isinstance(hit, Hit) else hit)
    return segment


def tail_of(settings: Settings, folder: Path) -> Tail:
    """A recorder of the journal in `<folder>/journal`."""
    return Tail(dataclasses.replace(settings, data_dir=folder))


def record_all(tail: Tail) -> int:
    """Record until nothing is left and closed segments are gone; how many lines that were."""
    lines = 0
    for _ in range(10_000):
        found = record_once(tail)
        lines += found
        if not found and not list(tail.settings.journal_dir.glob("*.jsonl")):
            return lines
    raise AssertionError("the journal never came to its end")


def rows(location: Tenant, sql: str, **values: Any) -> list[Any]:
    """What this location's own eyes see."""
    with tenancy.tenant(location.id) as db:
        return list(db.execute(text(sql), values))


def global_rows(sql: str, **values: Any) -> list[Any]:
    with tenancy.unscoped("recorder", "tests: look at what belongs to no tenant") as db:
        return list(db.execute(text(sql), values))
