"""The doors of a session: the CRM's word for a bearer, and who the bearer stands for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import request
from flask_smorest import Blueprint

from plugin import db
from plugin.brands import verbs as brands
from plugin.embed import bearer, rate
from plugin.embed.access import Staff, staff_only
from plugin.embed.notices import notices
from plugin.embed.schemas import HandshakeSchema, MeSchema, SessionSchema
from plugin.embed.session import sign_in
from plugin.locations import verbs as locations
from plugin.plans import verbs as plans
from plugin.tenancy import tenant
from plugin.visitors.visitor import visitor_from_environ

blp = Blueprint("session", __name__, url_prefix="/api", description="Who is asking")


@blp.post("/session")
@blp.arguments(HandshakeSchema)
@blp.response(200, SessionSchema)
def create(handshake: dict[str, str]) -> dict[str, Any]:
    """Exchange what the CRM's page handed over for a bearer of fifteen minutes."""
    settings = db.settings()
    rate.knock(visitor_from_environ(request.environ, settings.trusted_proxies).address)
    staff = sign_in(handshake["payload"], datetime.now(UTC))
    token = bearer.issue(staff, settings.secret_key)
    return {"token": token, "expires_in": bearer.LIFE_S, "me": _me(staff)}


@blp.get("/me")
@staff_only
@blp.response(200, MeSchema)
def me(staff: Staff) -> dict[str, Any]:
    """Who is asking, where, and what they may do there."""
    return _me(staff)


def _me(staff: Staff) -> dict[str, Any]:
    settings = db.settings()
    with tenant(staff.location_id) as session:
        location = locations.show(session)
        return {
            "location": location,
            "company": {"id": location.company_id, "name": location.company_name},
            "staff": staff,
            "plan": plans.plan_in_use(session),
            "brand": brands.get(session),
            "short_domain": settings.short_host,
            "notices": notices(session, settings),
        }
