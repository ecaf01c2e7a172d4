"""The doors to an account's tags."""

from __future__ import annotations

from typing import Any

from flask_smorest import Blueprint

from plugin.embed.access import Staff, staff_only
from plugin.fields import ID
from plugin.paging import PagingSchema
from plugin.tags import verbs
from plugin.tags.schemas import TagInputSchema, TagPageSchema, TagPatchSchema, TagSchema
from plugin.tenancy import tenant

blp = Blueprint("tags", __name__, url_prefix="/api/tags", description="Colored words that links are sorted by")


@blp.get("")
@staff_only
@blp.arguments(PagingSchema, location="query")
@blp.response(200, TagPageSchema)
def list_(staff: Staff, page: dict[str, Any]) -> dict[str, Any]:
    """The account's tags, by name."""
    with tenant(staff.location_id) as db:
        return verbs.list_(db, **page)


@blp.post("")
@staff_only
@blp.arguments(TagInputSchema)
@blp.response(201, TagSchema)
def create(staff: Staff, fields: dict[str, Any]) -> verbs.TagShown:
    """Make a tag."""
    with tenant(staff.location_id) as db:
        return verbs.create(db, fields)


@blp.patch(f"/<{ID}:tag_id>")
@staff_only
@blp.arguments(TagPatchSchema)
@blp.response(200, TagSchema)
def edit(staff: Staff, fields: dict[str, Any], tag_id: int) -> verbs.TagShown:
    """Rename or recolor a tag, on every link that carries it."""
    with tenant(staff.location_id) as db:
        return verbs.edit(db, tag_id, fields)


@blp.delete(f"/<{ID}:tag_id>")
@staff_only
@blp.response(204)
def remove(staff: Staff, tag_id: int) -> None:
    """Delete a tag and take it off every link."""
    with tenant(staff.location_id) as db:
        verbs.remove(db, tag_id)
