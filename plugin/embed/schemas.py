"""How the API writes a session and who `me` is."""

from __future__ import annotations

from marshmallow import Schema, fields, validate


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


class ConnectionSchema(Schema):
    """How our access to the account in the CRM stands."""

    state = fields.String(required=True, validate=validate.OneOf(("healthy", "parked", "needs_reinstall")))
    reason = fields.String(
        required=True, allow_none=True, metadata={"description": "location_inactive, grant_refused or answer_lost"}
    )
    since = fields.AwareDateTime(required=True)
    through_company = fields.Boolean(required=True, metadata={"description": "The company's install is to be mended"})


class CompanyAdminSchema(Schema):
    """An admin of a company, who is in none of its accounts yet."""

    company = fields.Nested(MeCompanySchema, required=True)
    staff = fields.Nested(MeStaffSchema, required=True)


class NoticeSchema(Schema):
    """Something that staff should know."""

    code = fields.String(required=True)
    level = fields.String(required=True, validate=validate.OneOf(("info", "warning", "error")))
    message = fields.String(required=True)
