"""How the API shows leads."""

from __future__ import annotations

from marshmallow import Schema, fields

from plugin.fields import Id, Moment
from plugin.paging import PagingSchema


class LeadSchema(Schema):
    """What a visitor filled in before they went on; `consent_text` is what they agreed to."""

    id = Id(required=True)
    link_id = Id(required=True)
    name = fields.String(required=True, allow_none=True)
    email = fields.String(required=True, allow_none=True)
    phone = fields.String(required=True, allow_none=True, metadata={"description": "E.164"})
    fields_ = fields.Dict(
        required=True,
        attribute="fields",
        data_key="fields",
        keys=fields.String(),
        values=fields.String(),
        metadata={"description": "All other answers, by the name of their field"},
    )
    consent_text = fields.String(required=True, allow_none=True)
    contact_id = fields.String(required=True, allow_none=True, attribute="crm_contact_id")
    created_at = Moment(required=True)


class LeadPageSchema(Schema):
    """A page of leads, the newest first."""

    items = fields.List(fields.Nested(LeadSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class LeadQuerySchema(PagingSchema):
    """Which leads."""

    link_id = Id()
