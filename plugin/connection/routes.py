"""The doors of Disconnect, for admins: what it would do, and do it."""

from __future__ import annotations

from datetime import UTC, datetime

from flask_smorest import Blueprint

from oauth import disconnect
from oauth.disconnect import Disconnected
from plugin.connection.consequences import Consequences, consequences
from plugin.connection.schemas import ConsequencesSchema, DisconnectedSchema, DisconnectSchema
from plugin.embed.access import Staff, staff_only
from plugin.tenancy import tenant

blp = Blueprint("connection", __name__, url_prefix="/api/disconnect", description="Ending an account's install")


@blp.get("")
@staff_only(role="admin")
@blp.response(200, ConsequencesSchema)
def show(staff: Staff) -> Consequences:
    """Which access would end, what stays or goes and until when, and what to do about billing."""
    with tenant(staff.location_id) as db:
        return consequences(db, datetime.now(UTC))


@blp.post("")
@staff_only(role="admin")
@blp.arguments(DisconnectSchema)
@blp.response(200, DisconnectedSchema)
def end(staff: Staff, fields: dict[str, str]) -> Disconnected:
    """Uninstall the account from the CRM and end it here; where the CRM does not answer, nothing changes."""
    return disconnect.disconnect(staff.location_id, fields["reason"], datetime.now(UTC))
