"""The doors of a session: the CRM's word for a bearer, and who the bearer stands for."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from flask import request
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from plugin import db
from plugin.brands import verbs as brands
from plugin.brands.schemas import BrandSchema
from plugin.embed import bearer, rate
from plugin.embed.access import Staff, staff_only
from plugin.embed.notices import notices
from plugin.embed.schemas import HandshakeSchema, MeCompanySchema, MeLocationSchema, MeStaffSchema, NoticeSchema
from plugin.embed.session import sign_in
from plugin.locations import verbs as locations
from plugin.plans import verbs as plans
from plugin.plans.schemas import PlanSchema
from plugin.tenancy import tenant
from plugin.visitors.visitor import visitor_from_environ


# Here, not in schemas.py: brands stand above this room, and only doors see above.
class MeSchema(Schema):
    """Who is asking, where, and what they may do there."""

    location = fields.Nested(MeLocationSchema, required=True)
    company = fields.Nested(MeCompanySchema, required=True)
    staff = fields.Nested(MeStaffSchema, required=True)
    plan = fields.Nested(PlanSchema, required=True)
    brand = fields.Nested(BrandSchema, required=True)
    short_domain = fields.String(required=True)
    notices = fields.List(fields.Nested(NoticeSchema), required=True)


class SessionSchema(Schema):
    """A bearer for the Authorization header and the seconds it lasts; keep it in memory only."""

    token = fields.String(required=True)
    expires_in = fields.Integer(required=True)
    me = fields.Nested(MeSchema, required=True)


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
