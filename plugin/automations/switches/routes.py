"""The doors to what an account lets clicks do in the CRM."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from plugin.automations.switches import verbs, workflows
from plugin.automations.switches.schemas import SwitchesPutSchema, SwitchesSchema, WorkflowListSchema
from plugin.automations.switches.verbs import SwitchesShown
from plugin.embed.access import Staff, staff_only
from plugin.tenancy import tenant

blp = Blueprint("automations", __name__, url_prefix="/api/automations", description="What clicks may do in the CRM")


@blp.get("")
@staff_only
@blp.response(200, SwitchesSchema)
def show(staff: Staff) -> SwitchesShown:
    """What clicks may do where a link does not say otherwise."""
    with tenant(staff.location_id) as db:
        return verbs.show(db)


@blp.put("")
@staff_only
@blp.arguments(SwitchesPutSchema)
@blp.response(200, SwitchesSchema)
def put(staff: Staff, fields: dict[str, Any]) -> SwitchesShown:
    """Change it for clicks to come."""
    with tenant(staff.location_id) as db:
        return verbs.put(db, fields)


@blp.get("/workflows")
@staff_only
@blp.response(200, WorkflowListSchema)
def list_workflows(staff: Staff) -> dict[str, Any]:
    """The CRM's workflows, to choose from; not found are those that were made within the last half minute."""
    return {"items": workflows.list_(staff.location_id)}
