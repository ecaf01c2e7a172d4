"""What a contact has clicked, as actions tell the CRM of it: whose clicks are told, and what the rows say of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.domains.verbs import short_url

# People's clicks only: what has turned out to be a machine's since counts no more.
THEIRS: Final = "clicks.crm_contact_id = :contact_id AND clicks.outcome = 'sent' AND clicks.bot IS NULL"
NAMED: Final = """
LEFT JOIN links ON links.location_id = clicks.location_id AND links.id = clicks.link_id
LEFT JOIN domains ON domains.id = links.domain_id
"""
TOTAL: Final = f"SELECT count(*) FROM clicks WHERE {THEIRS}"  # noqa: S608 - ours, from above
LAST: Final = f"""
SELECT links.title, domains.host, links.slug, clicks.at
FROM clicks {NAMED}
WHERE {THEIRS} ORDER BY clicks.at DESC, clicks.seq DESC LIMIT 1
"""  # noqa: S608 - as above
# Of each link that wants a note how often it was clicked, and the last of these clicks.
WITHIN: Final = f"""
SELECT DISTINCT ON (clicks.link_id) links.title, domains.host, links.slug, clicks.at,
    count(*) OVER (PARTITION BY clicks.link_id) AS clicks, clicks.city, clicks.region, clicks.country, clicks.device,
    clicks.system, clicks.browser
FROM clicks_in_words AS clicks {NAMED}
LEFT JOIN switches ON switches.location_id = clicks.location_id
WHERE {THEIRS} AND clicks.at >= to_timestamp(:since) AND clicks.at < to_timestamp(:until)
    AND coalesce((links.automations->>'note')::boolean, switches.note, false)
ORDER BY clicks.link_id, clicks.at DESC, clicks.seq DESC
"""  # noqa: S608 - as above


# Where neither the link nor the account asks for it, nothing is told.
ASKED_FOR: Final = """
SELECT clicked.location_id, clicked.link_id, clicked.crm_contact_id, clicked.at, '' AS subject, '{{}}'::jsonb AS payload
FROM clicked
JOIN links ON links.location_id = clicked.location_id AND links.id = clicked.link_id
LEFT JOIN switches ON switches.location_id = clicked.location_id
WHERE coalesce((links.automations->>'{kind}')::boolean, switches.{kind}, false)
"""


@dataclass(frozen=True, slots=True)
class Totals:
    """How often a contact has clicked, and the last of it: the link as staff know it, and when."""

    clicks: int
    link: str
    at: datetime


@dataclass(frozen=True, slots=True)
class LinkClicked:
    """One link that a contact clicked within a time: how often, and the last click's moment, place and device."""

    link: str
    clicks: int
    at: datetime
    place: str
    device: str


def asked_for(kind: str) -> str:
    """What causes an action of a kind that has a switch of the account's and one of the link's, which goes before."""
    return ASKED_FOR.format(kind=kind)


def totals(db: Session, contact_id: str) -> Totals | None:
    """All that a contact has clicked on the location's links; None where that is nothing."""
    last = db.execute(text(LAST), {"contact_id": contact_id}).one_or_none()
    if last is None:
        return None
    count = db.scalar(text(TOTAL), {"contact_id": contact_id}) or 1
    return Totals(count, _link(last.title, last.host, last.slug), last.at)


def within(db: Session, contact_id: str, since: float, until: float) -> list[LinkClicked]:
    """What a contact clicked from `since` to before `until` (Unix seconds) that wants a note; the first link first."""
    asked = {"contact_id": contact_id, "since": since, "until": until}
    found = sorted(db.execute(text(WITHIN), asked), key=lambda row: row.at)
    return [
        LinkClicked(
            _link(row.title, row.host, row.slug),
            row.clicks,
            row.at,
            _listed(row.city, row.region if row.region != row.city else None, row.country),
            _listed(row.device, row.system, row.browser),
        )
        for row in found
    ]


def _link(title: str | None, host: str | None, slug: str | None) -> str:
    if not host or not slug:
        return "a link that has been deleted"
    address = short_url(host, slug).partition("://")[2]
    return f"{title} ({address})" if title else address


def _listed(*parts: str | None) -> str:
    return ", ".join(part for part in parts if part)
