"""The doors to an account's plan, and to those that it could be on."""

from __future__ import annotations

from flask_smorest import Blueprint

from plugin.embed.access import Staff, staff_only
from plugin.plans import verbs
from plugin.plans.schemas import PlanChoicesSchema, PlanSchema
from plugin.tenancy import tenant

blp = Blueprint("plan", __name__, url_prefix="/api/plan", description="What the account may do, and how much it uses")


@blp.get("")
@staff_only
@blp.response(200, PlanSchema)
def show(staff: Staff) -> verbs.PlanInUse:
    """The plan that the account is on."""
    with tenant(staff.location_id) as db:
        return verbs.plan_in_use(db)


@blp.get("/choices")
@staff_only
@blp.response(200, PlanChoicesSchema)
def choices(_staff: Staff) -> verbs.Choices:
    """The plans that there are; an account moves between them in its CRM's marketplace."""
    return verbs.choices()
