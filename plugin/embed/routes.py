"""The doors of a session: the CRM's word for a bearer, and who the bearer stands for."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any, Final

from flask import request
from flask_smorest import Blueprint
from marshmallow import Schema, fields

from oauth.health import connection
from plugin import db
from plugin.brands import verbs as brands
from plugin.brands.schemas import BrandSchema
from plugin.embed import bearer, rate
from plugin.embed.access import CompanyAdmin, Staff, staff_only
from plugin.embed.notices import notices
from plugin.embed.schemas import (
    CompanyAdminSchema,
    ConnectionSchema,
    HandshakeSchema,
    MeCompanySchema,
    MeLocationSchema,
    MeStaffSchema,
    NoticeSchema,
)
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
    connection = fields.Nested(ConnectionSchema, required=True)
    notices = fields.List(fields.Nested(NoticeSchema), required=True)


class SessionSchema(Schema):
    """A bearer for the Authorization header and the seconds it lasts; keep it in memory only.

    Either `me`, in an account, or `admin`, on a company's own page: that bearer opens the list of its accounts alone.
    """

    token = fields.String(required=True)
    expires_in = fields.Integer(required=True)
    me = fields.Nested(MeSchema, required=True, allow_none=True)
    admin = fields.Nested(CompanyAdminSchema, required=True, allow_none=True)


blp = Blueprint("session", __name__, url_prefix="/api", description="Who is asking")


@blp.post("/session")
@blp.arguments(HandshakeSchema)
@blp.response(200, SessionSchema)
def create(handshake: dict[str, str]) -> dict[str, Any]:
    """Exchange what the CRM's page handed over for a bearer of fifteen minutes."""
    settings = db.settings()
    rate.knock(visitor_from_environ(request.environ, settings.trusted_proxies).address)
    who = sign_in(handshake["payload"], datetime.now(UTC))
    return OPENED[type(who)](who)


@blp.get("/me")
@staff_only
@blp.response(200, MeSchema)
def me(staff: Staff) -> dict[str, Any]:
    """Who is asking, where, and what they may do there."""
    return _me(staff)


def opened(staff: Staff) -> dict[str, Any]:
    """The session of somebody in an account."""
    token = bearer.issue(staff, db.settings().secret_key)
    return {"token": token, "expires_in": bearer.LIFE_S, "me": _me(staff), "admin": None}


def _opened_to_company(admin: CompanyAdmin) -> dict[str, Any]:
    token = bearer.issue_to_company(admin, db.settings().secret_key)
    return {"token": token, "expires_in": bearer.LIFE_S, "me": None, "admin": admin_shown(admin)}


OPENED: Final[dict[type, Callable[[Any], dict[str, Any]]]] = {Staff: opened, CompanyAdmin: _opened_to_company}


def admin_shown(admin: CompanyAdmin) -> dict[str, Any]:
    """A company's admin as the API tells them."""
    company = {"id": admin.company_id, "name": locations.company_name(admin.company_id)}
    staff = {"user_id": admin.user_id, "name": admin.name, "email": admin.email, "role": "admin"}
    return {"company": company, "staff": staff}


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
            "connection": connection(session),
            "notices": notices(session, settings),
        }
