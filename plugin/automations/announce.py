"""Runs for what workflows ask to be told of and no click says by itself: a lead, and a limit that is used up."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.clicks.record import Caused
from plugin.jobs import later
from plugin.tenancy import location_of

ASKING: Final = """
JOIN trigger_subscriptions AS asking ON asking.location_id = about.location_id
    AND asking.key = '{key}' AND asking.state = 'active'
    AND (asking.link_ids IS NULL OR about.link_id = ANY (asking.link_ids))
LEFT JOIN switches ON switches.location_id = about.location_id
WHERE coalesce(switches.trigger, true)
"""
INSERT: Final = """
INSERT INTO runs (location_id, kind, link_id, crm_contact_id, subject, slot, payload, next_at)
SELECT about.location_id, 'trigger', about.link_id, {contact}, asking.crm_trigger_id, {slot},
       jsonb_build_object('key', asking.key, 'trigger_id', asking.crm_trigger_id, {told}),
       now() + make_interval(secs => :wait)
"""
# The click that uses a limit up is counted before it is sent on, so that its row comes when the limit is full. Told
# once for each limit that is set on a link; who clicked last is looked up when it is.
LIMITS: Final = f"""
{INSERT.format(contact="''", slot="about.click_limit", told="'limit', about.click_limit")}
FROM caps AS about {ASKING.format(key="click_limit_reached")} AND about.used >= about.click_limit
    AND (about.location_id, about.link_id) IN (
        SELECT location_id, link_id FROM hits WHERE outcome = 'sent' AND bot IS NULL
    )
ON CONFLICT DO NOTHING
RETURNING location_id, id, cast(:wait AS float8)
"""  # noqa: S608 - the pieces are ours, from above
LEAD: Final = f"""
{INSERT.format(contact="coalesce(about.crm_contact_id, '')", slot="about.id", told="'lead_id', about.id")}
FROM leads AS about {ASKING.format(key="lead_captured")} AND about.id = :lead_id
ON CONFLICT DO NOTHING
RETURNING location_id, id
"""


def limits(db: Session, wait: float) -> list[Caused]:
    """Make the runs of limits that the batch in `hits` has used up, in the recorder's turn, due in `wait` seconds."""
    return [Caused(*row) for row in db.execute(text(LIMITS), {"wait": wait})]


def lead(db: Session, lead_id: int) -> None:
    """Make a lead's runs, once it is settled which contact it is, or that the CRM is not told; made once."""
    if db.execute(text(LEAD), {"lead_id": lead_id, "wait": 0.0}).all():
        later(db, "drain_runs", location_id=location_of(db))
