"""How the API shows runs."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from plugin.automations.actions import ACTIONS
from plugin.automations.models import STATES
from plugin.fields import Id, Moment
from plugin.paging import PagingSchema


class RunSchema(Schema):
    """One thing done, or to be done, in the CRM for the contact who clicked; `reason` is for people."""

    id = Id(required=True)
    kind = fields.String(required=True, validate=validate.OneOf([action.kind for action in ACTIONS]))
    link_id = Id(required=True)
    contact_id = fields.String(required=True, attribute="crm_contact_id")
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    reason_code = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    created_at = Moment(required=True)
    finished_at = Moment(required=True, allow_none=True)
    next_at = Moment(required=True, allow_none=True, metadata={"description": "When a waiting run is tried next"})


class RunPageSchema(Schema):
    """A page of runs, the newest first."""

    items = fields.List(fields.Nested(RunSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class RunQuerySchema(PagingSchema):
    """Which runs."""

    link_id = Id()
    state = fields.String(validate=validate.OneOf(STATES))
