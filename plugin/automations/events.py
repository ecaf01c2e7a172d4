"""The events that workflows are told of, put together when they are fired, from what is known then."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from plugin.automations.actions.kind import NothingToDo, Work
from plugin.campaigns import verbs as campaigns
from plugin.errors import NotFound
from plugin.leads.models import Lead
from plugin.links import verbs as links
from plugin.workflows import subscriptions
from plugin.workflows.filters import matches
from plugin.workflows.triggers import BY_KEY, click_limit_reached, lead_captured
from plugin.workflows.triggers.kind import Event, LinkTold

LAST: Final = """
SELECT crm_contact_id, extract(epoch FROM at) AS at FROM clicks
WHERE location_id = smartlinks_location() AND link_id = :link_id AND outcome = 'sent' AND bot IS NULL
ORDER BY at DESC, seq DESC LIMIT 1
"""


@dataclass(frozen=True, slots=True)
class Firing:
    """An event and where it goes."""

    crm_trigger_id: str
    crm_workflow_id: str | None
    target_url: str
    event: Event


def prepare(db: Session, contact_id: str, run: Work, now: datetime) -> Firing:
    """What a run fires. Raises NothingToDo: the workflow no longer asks, its filters stop it, or the link is gone."""
    asking = subscriptions.one(db, str(run.payload["trigger_id"]))
    if asking is None:
        raise NothingToDo("The workflow no longer begins with this.", code="trigger_gone")
    told = {**run.payload, **_more(db, run)}
    who = contact_id or str(told.get("contact_id") or "")
    event = BY_KEY[asking.key].event(who, _link(db, run.link_id, now), {**told, "at": _stamp(told.get("at"))})
    if not matches(asking.filters, event):
        raise NothingToDo("The workflow's filters do not let this through.", code="filtered")
    return Firing(asking.crm_trigger_id, asking.crm_workflow_id, asking.target_url, event)


def _more(db: Session, run: Work) -> dict[str, Any]:
    """What an event says that its run does not carry: a lead's own words, and who used a limit up."""
    if run.payload["key"] == lead_captured.kind:
        lead = db.scalar(select(Lead).where(Lead.id == run.payload["lead_id"]))
        if lead is None:
            raise NothingToDo("The lead has been deleted.", code="lead_gone")
        return {"name": lead.name, "email": lead.email, "phone": lead.phone, "at": lead.created_at.timestamp()}
    if run.payload["key"] == click_limit_reached.kind:
        last = db.execute(text(LAST), {"link_id": run.link_id}).one_or_none()
        return {"contact_id": last.crm_contact_id, "at": last.at} if last else {}
    return {}


def _link(db: Session, link_id: int, now: datetime) -> LinkTold:
    try:
        link = links.get(db, link_id, now)
    except NotFound as gone:
        raise NothingToDo("The link has been deleted.", code="link_gone") from gone
    campaign = campaigns.get(db, link.campaign_id) if link.campaign_id is not None else None
    named = (str(campaign.id), campaign.name) if campaign else ("", "")
    return LinkTold(str(link.id), link.title, link.short_url, link.destination, *named)


def _stamp(at: Any) -> str:
    moment = datetime.fromtimestamp(float(at or 0), UTC)
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")
