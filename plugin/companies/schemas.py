"""How the API writes a company's accounts."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from plugin.fields import Id, Text
from plugin.paging import PagingSchema


class AccountSchema(Schema):
    """One account that has us; clicks are people's."""

    id = Id(required=True)
    name = fields.String(required=True, metadata={"description": "Empty until the CRM has told it"})
    state = fields.String(required=True, validate=validate.OneOf(("healthy", "parked", "needs_reinstall")))
    plan = fields.String(required=True)
    links = fields.Integer(required=True)
    clicks_30_days = fields.Integer(required=True)
    clicks = fields.Integer(required=True)
    installed_at = fields.AwareDateTime(required=True)


class AccountPageSchema(Schema):
    """A page of accounts, by name."""

    items = fields.List(fields.Nested(AccountSchema), required=True)
    next = fields.String(required=True, allow_none=True)
    total = fields.Integer(required=True)


class AccountQuerySchema(PagingSchema):
    """Which accounts to list."""

    search = Text(longest=200, load_default="")
