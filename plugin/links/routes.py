"""The doors to an account's links."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask_smorest import Blueprint

from plugin.embed.access import Staff, staff_only
from plugin.fields import ID
from plugin.links import verbs
from plugin.links.explain import Asked, Told, explained
from plugin.links.explain_schemas import ExplainInputSchema, ExplanationSchema
from plugin.links.find import Query
from plugin.links.schemas import LinkInputSchema, LinkPageSchema, LinkPatchSchema, LinkQuerySchema, LinkSchema
from plugin.links.shown import LinkShown
from plugin.tenancy import tenant

blp = Blueprint("links", __name__, url_prefix="/api/links", description="Short links")


@blp.get("")
@staff_only
@blp.arguments(LinkQuerySchema, location="query")
@blp.response(200, LinkPageSchema)
def list_(staff: Staff, query: dict[str, Any]) -> dict[str, Any]:
    """The account's links: searched, filtered, sorted, by cursor."""
    with tenant(staff.location_id) as db:
        return verbs.list_(db, Query(**query), datetime.now(UTC))


@blp.post("")
@staff_only
@blp.arguments(LinkInputSchema)
@blp.response(201, LinkSchema)
def create(staff: Staff, fields: dict[str, Any]) -> LinkShown:
    """Make a link."""
    with tenant(staff.location_id) as db:
        return verbs.create(db, fields, staff.user_id, datetime.now(UTC))


@blp.get(f"/<{ID}:link_id>")
@staff_only
@blp.response(200, LinkSchema)
def show(staff: Staff, link_id: int) -> LinkShown:
    """One link."""
    with tenant(staff.location_id) as db:
        return verbs.get(db, link_id, datetime.now(UTC))


@blp.patch(f"/<{ID}:link_id>")
@staff_only
@blp.arguments(LinkPatchSchema)
@blp.response(200, LinkSchema)
def edit(staff: Staff, fields: dict[str, Any], link_id: int) -> LinkShown:
    """Change a link; visitors meet the change at once."""
    with tenant(staff.location_id) as db:
        return verbs.edit(db, link_id, fields, datetime.now(UTC))


@blp.delete(f"/<{ID}:link_id>")
@staff_only
@blp.response(204)
def remove(staff: Staff, link_id: int) -> None:
    """Delete a link with its clicks; the short link stops at once."""
    with tenant(staff.location_id) as db:
        verbs.remove(db, link_id)


@blp.post(f"/<{ID}:link_id>/explain")
@staff_only
@blp.arguments(ExplainInputSchema)
@blp.response(200, ExplanationSchema)
def explain(staff: Staff, fields: dict[str, Any], link_id: int) -> Told:
    """Where a made-up visitor would go: which rule answers, why each other does not, and what stands in the way."""
    with tenant(staff.location_id) as db:
        return explained(db, link_id, Asked(**fields), datetime.now(UTC))
