"""What a captured lead calls for in the CRM: runs, made once, whatever becomes of the queue that tells of them."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from plugin import jobs
from plugin.automations import announce, cause, queue
from plugin.automations.actions import lead
from plugin.tenancy import after_commit, tenant, unscoped

AT_ONCE: Final = 200
GRACE_S: Final = 5.0  # for the form's own telling of a new lead
# The link may be gone by now; then the account's switches alone count. Tags are those of now, as with a click.
WANTED: Final = """
SELECT leads.id, leads.link_id,
    CASE WHEN coalesce(switches.tag, true)
        THEN coalesce(links.crm_tags, '{}') || coalesce(campaigns.crm_tags, '{}') ELSE '{}' END AS tags,
    coalesce((links.automations->>'lead')::boolean, switches.lead, true) AS is_wanted
FROM leads
LEFT JOIN links ON links.location_id = leads.location_id AND links.id = leads.link_id
LEFT JOIN campaigns ON campaigns.location_id = links.location_id AND campaigns.id = links.campaign_id
LEFT JOIN switches ON switches.location_id = leads.location_id
WHERE leads.id = :lead_id AND leads.seen_to_at IS NULL
FOR UPDATE OF leads
"""
SEEN_TO: Final = "UPDATE leads SET seen_to_at = now() WHERE id = :lead_id"
WAITING: Final = """
SELECT location_id, id FROM leads
WHERE seen_to_at IS NULL AND created_at < now() - make_interval(secs => :grace)
ORDER BY created_at LIMIT :most
"""


def see_to(location_id: int, lead_id: int) -> None:
    """Make the runs that a lead calls for, unless that is settled already, and have them done."""
    with tenant(location_id) as db:
        found = db.execute(text(WANTED), {"lead_id": lead_id}).one_or_none()
        if found is None:
            return
        db.execute(text(SEEN_TO), {"lead_id": lead_id})
        if not found.is_wanted:
            announce.lead(db, lead_id)
            return
        payload = {"lead_id": lead_id, "tags": list(found.tags)}
        cause.make(db, lead.kind, link_id=found.link_id, contact_id="", slot=lead_id, payload=payload)
        after_commit(db, lambda: queue.tell([location_id]))


def sweep() -> None:
    """Tell the queue of leads that nobody has seen to: Redis was down, or a worker died."""
    with unscoped("cron", "find leads that nobody has seen to") as db:
        rows = db.execute(text(WAITING), {"grace": GRACE_S, "most": AT_ONCE}).all()
    for row in rows:
        if not jobs.tell("push_lead", location_id=row.location_id, lead_id=row.id):
            return
