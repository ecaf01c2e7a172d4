"""The doors to an account's brand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask_smorest import Blueprint

from plugin.brands import verbs
from plugin.brands.schemas import BrandSchema
from plugin.embed.access import Staff, staff_only
from plugin.tenancy import tenant

blp = Blueprint("brand", __name__, url_prefix="/api/brand", description="How the account shows itself to visitors")


@blp.get("")
@staff_only
@blp.response(200, BrandSchema)
def show(staff: Staff) -> verbs.BrandShown:
    """The account's brand."""
    with tenant(staff.location_id) as db:
        return verbs.get(db)


@blp.put("")
@staff_only
@blp.arguments(BrandSchema)
@blp.response(200, BrandSchema)
def put(staff: Staff, fields: dict[str, Any]) -> verbs.BrandShown:
    """Set the account's brand; visitors' pages wear it at once."""
    with tenant(staff.location_id) as db:
        return verbs.put(db, fields, datetime.now(UTC))
