"""The doors to an account's campaigns."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from plugin.campaigns import verbs
from plugin.campaigns.schemas import (
    CampaignInputSchema,
    CampaignPageSchema,
    CampaignPatchSchema,
    CampaignSchema,
)
from plugin.embed.access import Staff, staff_only
from plugin.fields import ID
from plugin.paging import PagingSchema
from plugin.tenancy import tenant

blp = Blueprint("campaigns", __name__, url_prefix="/api/campaigns", description="Links that belong together")


@blp.get("")
@staff_only
@blp.arguments(PagingSchema, location="query")
@blp.response(200, CampaignPageSchema)
def list_(staff: Staff, page: dict[str, Any]) -> dict[str, Any]:
    """The account's campaigns, by name."""
    with tenant(staff.location_id) as db:
        return verbs.list_(db, **page)


@blp.post("")
@staff_only
@blp.arguments(CampaignInputSchema)
@blp.response(201, CampaignSchema)
def create(staff: Staff, fields: dict[str, Any]) -> verbs.CampaignShown:
    """Make a campaign."""
    with tenant(staff.location_id) as db:
        return verbs.create(db, fields)


@blp.get(f"/<{ID}:campaign_id>")
@staff_only
@blp.response(200, CampaignSchema)
def show(staff: Staff, campaign_id: int) -> verbs.CampaignShown:
    """One campaign."""
    with tenant(staff.location_id) as db:
        return verbs.get(db, campaign_id)


@blp.patch(f"/<{ID}:campaign_id>")
@staff_only
@blp.arguments(CampaignPatchSchema)
@blp.response(200, CampaignSchema)
def edit(staff: Staff, fields: dict[str, Any], campaign_id: int) -> verbs.CampaignShown:
    """Rename a campaign or change its CRM tags."""
    with tenant(staff.location_id) as db:
        return verbs.edit(db, campaign_id, fields)


@blp.delete(f"/<{ID}:campaign_id>")
@staff_only
@blp.response(204)
def remove(staff: Staff, campaign_id: int) -> None:
    """Delete a campaign; its links stay."""
    with tenant(staff.location_id) as db:
        verbs.remove(db, campaign_id)
