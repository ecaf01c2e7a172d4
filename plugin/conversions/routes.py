"""The doors of conversions: a customer's server signs what it tells, a page shows a picture of one pixel."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import Blueprint as Door
from flask import Response, request
from flask_smorest import Blueprint

from plugin import db
from plugin.conversions import pixel, signature, verbs
from plugin.conversions.access import signed_only
from plugin.conversions.schemas import ConversionSchema, KeptSchema, SecretMadeSchema, SecretShownSchema
from plugin.embed.access import Staff, staff_only
from plugin.tenancy import tenant
from plugin.visitors.visitor import visitor_from_environ

blp = Blueprint("conversions", __name__, url_prefix="/api/conversions", description="What followed clicks")
door = Door("conversion_pixel", __name__)


@blp.post("")
@signed_only
@blp.arguments(ConversionSchema)
@blp.response(200, KeptSchema)
def tell(account: int, told: dict[str, Any]) -> verbs.Kept:
    """Keep what followed a click, signed by the account's server; the same told again counts once."""
    with tenant(account) as session:
        return verbs.convert(session, told, "server", datetime.now(UTC))


@blp.get("/secret")
@staff_only(role="admin")
@blp.response(200, SecretShownSchema)
def secret(staff: Staff) -> dict[str, Any]:
    """Whether the account has a secret to sign with."""
    with tenant(staff.location_id) as session:
        return {"made_at": signature.made_at(session), "account": str(staff.location_id)}


@blp.post("/secret")
@staff_only(role="admin")
@blp.response(201, SecretMadeSchema)
def renew(staff: Staff) -> dict[str, Any]:
    """A new secret, shown this once; the one before it works until the next is made."""
    now = datetime.now(UTC)
    with tenant(staff.location_id) as session:
        return {"secret": signature.renew(session, now), "made_at": now, "account": str(staff.location_id)}


@door.get("/_conversion.gif")
def picture() -> Response:
    """A picture of one pixel, whatever becomes of what its address tells."""
    visitor = visitor_from_environ(request.environ, db.settings().trusted_proxies)
    pixel.take(request.args, visitor, datetime.now(UTC))
    return pixel.picture()
