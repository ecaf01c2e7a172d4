"""How the API shows runs."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema, fields, validate

from plugin.automations.actions import ACTIONS
from plugin.automations.models import STATES
from plugin.fields import Id, Moment, Text
from plugin.paging import PagingSchema

KIND: Final = validate.OneOf([action.kind for action in ACTIONS])


class RunSchema(Schema):
    """One thing done, or to be done, in the CRM for the contact who clicked; `reason` is for people."""

    id = Id(required=True)
    kind = fields.String(required=True, validate=KIND)
    link_id = Id(required=True, allow_none=True)
    link_name = fields.String(required=True, allow_none=True, metadata={"description": "Its title, else its slug"})
    contact_id = fields.String(required=True, attribute="crm_contact_id")
    contact_name = fields.String(
        required=True, allow_none=True, metadata={"description": "What we call the contact; null until we know"}
    )
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    reason_code = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    attempts = fields.Integer(required=True)
    created_at = Moment(required=True)
    finished_at = Moment(required=True, allow_none=True)
    next_at = Moment(required=True, allow_none=True, metadata={"description": "When a waiting run is tried next"})
    trace_id = fields.String(required=True, allow_none=True, metadata={"description": "The CRM's name for the call"})
    answer = fields.Dict(required=True, allow_none=True, metadata={"description": "What the CRM answered"})


class RunPageSchema(Schema):
    """A page of runs, the newest first."""

    items = fields.List(fields.Nested(RunSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class RunQuerySchema(PagingSchema):
    """Which runs."""

    kind = fields.String(validate=KIND)
    link_id = Id()
    contact_id = Text(longest=64)
    state = fields.String(validate=validate.OneOf(STATES))


class RetrySchema(Schema):
    """Which failed runs to do again: all, or those of a kind or a link; unknown ones only where their kind is named."""

    kind = fields.String(validate=KIND)
    link_id = Id()


class RetriedSchema(Schema):
    """How many runs are done again."""

    retried = fields.Integer(required=True)
