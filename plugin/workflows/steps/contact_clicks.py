"""Get a contact's clicks: how many, on what, and when the last was, so that a workflow can branch on it."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.links import verbs as links
from plugin.workflows.steps.kind import Asked
from plugin.workflows.steps.tracked_link import chosen

kind: Final = "get_contact_clicks"
label: Final = "Get a contact's clicks"

# People's clicks only, of links that are still there.
COUNTS: Final = """
SELECT count(*) AS clicks, count(DISTINCT link_id) AS links, min(at) AS first_at, max(at) AS last_at,
       (array_agg(link_id ORDER BY at DESC, seq DESC))[1] AS last_link
FROM clicks
WHERE location_id = smartlinks_location() AND crm_contact_id = :contact_id AND outcome = 'sent' AND bot IS NULL
    AND (cast(:link_id AS bigint) IS NULL OR link_id = :link_id)
    AND EXISTS (SELECT FROM links WHERE links.location_id = clicks.location_id AND links.id = clicks.link_id)
"""


def take(db: Session, asked: Asked, now: datetime) -> dict[str, Any]:
    """Counts over all links, or over the one that was chosen; without a click the last one's words are empty."""
    one = chosen(db, asked, now)
    row = db.execute(text(COUNTS), {"contact_id": asked.contact_id, "link_id": one.id if one else None}).one()
    last = links.get(db, row.last_link, now) if row.last_link is not None else None
    return {
        "clicked": row.clicks > 0,
        "clicks": row.clicks,
        "links": row.links,
        "first_clicked_at": _moment(row.first_at),
        "last_clicked_at": _moment(row.last_at),
        "last_link": last.title if last else "",
        "last_short_url": last.short_url if last else "",
    }


def _moment(at: datetime | None) -> str:
    return at.astimezone(UTC).isoformat(timespec="seconds").replace("+00:00", "Z") if at else ""
