"""How the API writes a session and who `me` is."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from plugin.brands.schemas import BrandSchema
from plugin.plans.schemas import PlanSchema


class HandshakeSchema(Schema):
    """What the CRM's page handed to ours."""

    payload = fields.String(required=True, metadata={"description": "The CRM's encrypted word, base64"})


class MeLocationSchema(Schema):
    """The account in front of the user; `timezone` is an IANA name."""

    id = fields.Integer(as_string=True, required=True)
    name = fields.String(required=True)
    timezone = fields.String(required=True)


class MeCompanySchema(Schema):
    """The company that the account belongs to."""

    id = fields.Integer(as_string=True, required=True)
    name = fields.String(required=True)


class MeStaffSchema(Schema):
    """The person who is asking."""

    user_id = fields.String(required=True)
    name = fields.String(required=True)
    email = fields.String(required=True)
    role = fields.String(required=True, validate=validate.OneOf(("admin", "user")))


class NoticeSchema(Schema):
    """Something that staff should know."""

    code = fields.String(required=True)
    level = fields.String(required=True, validate=validate.OneOf(("info", "warning", "error")))
    message = fields.String(required=True)


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
