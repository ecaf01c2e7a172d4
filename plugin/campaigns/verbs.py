"""What staff do with campaigns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from psycopg.errors import UniqueViolation
from sqlalchemy import Select, column, delete, func, select, table
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from plugin.campaigns.models import Campaign
from plugin.errors import Conflict, Invalid, NotFound
from plugin.paging import Order, read_page
from plugin.plans import limits
from plugin.tags.crm_tags import clean_crm_tags
from plugin.tenancy import location_of

# Links stand above this room, so their table is named here and not imported.
LINKS: Final = table("links", column("location_id"), column("campaign_id"))


@dataclass(frozen=True, slots=True)
class CampaignShown:
    """A campaign and how many links it holds."""

    id: int
    name: str
    crm_tags: list[str]
    links: int
    created_at: datetime


def list_(db: Session, cursor: str, limit: int) -> dict[str, Any]:
    """A page of the location's campaigns, by name."""
    order = Order("name", func.lower(Campaign.name), str, Campaign.id)
    found, after = read_page(db, _shown(), order, cursor, limit)
    return {"items": [CampaignShown(*tuple(row)[:5]) for row in found], "next": after or None}


def get(db: Session, campaign_id: int) -> CampaignShown:
    """One campaign. Raises NotFound."""
    row = db.execute(_shown().where(Campaign.id == campaign_id)).one_or_none()
    if row is None:
        raise NotFound("There is no such campaign.")
    return CampaignShown(*row)


def create(db: Session, fields: dict[str, Any]) -> CampaignShown:
    """A new campaign. Raises Conflict `campaign_taken`, and PlanRefusal."""
    limits.require_feature(db, "campaigns", "name")
    campaign = Campaign(location_id=location_of(db), name=fields["name"], crm_tags=_tags(fields))
    db.add(campaign)
    _save(db, campaign)
    return get(db, campaign.id)


def edit(db: Session, campaign_id: int, fields: dict[str, Any]) -> CampaignShown:
    """Rename a campaign or change its CRM tags. Raises NotFound, and Conflict `campaign_taken`."""
    campaign = db.get(Campaign, (location_of(db), campaign_id))
    if campaign is None:
        raise NotFound("There is no such campaign.")
    campaign.name = fields.get("name", campaign.name)
    if "crm_tags" in fields:
        campaign.crm_tags = _tags(fields)
    _save(db, campaign)
    return get(db, campaign_id)


def remove(db: Session, campaign_id: int) -> None:
    """Delete a campaign; its links stay, in no campaign. Raises NotFound."""
    if not db.execute(delete(Campaign).where(Campaign.id == campaign_id).returning(Campaign.id)).first():
        raise NotFound("There is no such campaign.")


def require_known(db: Session, campaign_id: int, field: str = "campaign_id") -> None:
    """Pass if it is a campaign of this location. Raises Invalid `campaign_unknown`."""
    # Locked for as long as the caller links to it, so that it is not deleted in between.
    found = select(Campaign.id).where(Campaign.id == campaign_id).with_for_update(key_share=True, read=True)
    if db.scalar(found) is None:
        raise Invalid(field, "This campaign is no longer there. Choose from the list.", code="campaign_unknown")


def _tags(fields: dict[str, Any]) -> list[str]:
    return clean_crm_tags(fields["crm_tags"])


def _shown() -> Select[Any]:
    held = select(func.count()).where(LINKS.c.location_id == Campaign.location_id, LINKS.c.campaign_id == Campaign.id)
    links = held.select_from(LINKS).scalar_subquery().label("links")
    return select(Campaign.id, Campaign.name, Campaign.crm_tags, links, Campaign.created_at)


def _save(db: Session, campaign: Campaign) -> None:
    name = campaign.name
    try:
        db.flush()
    except IntegrityError as fault:
        if not isinstance(fault.orig, UniqueViolation):
            raise
        raise Conflict(f"There is already a campaign called {name}.", code="campaign_taken", field="name") from fault
