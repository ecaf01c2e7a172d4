"""How the API asks for exports and shows them."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema, fields, validate

from plugin.exports.models import STATES
from plugin.fields import Id, Moment
from plugin.paging import PagingSchema
from plugin.reports.questions import KINDS
from plugin.reports.schemas import AskedSchema

CLICKS: Final = "clicks"
WHATS: Final = (CLICKS, *KINDS)


class NewExportSchema(AskedSchema):
    """What to export, clicks or the answer to a question, on the terms of a report."""

    what = fields.String(required=True, validate=validate.OneOf(WHATS))


class ReportFileQuerySchema(AskedSchema):
    """The question whose answer is wanted as a file."""

    question = fields.String(required=True, validate=validate.OneOf(KINDS))


class ExportSchema(Schema):
    """An export. `done` of `total` clicks are looked at, `rows` written; `size` is in bytes."""

    id = Id(required=True)
    what = fields.String(required=True, validate=validate.OneOf(WHATS))
    name = fields.String(required=True)
    state = fields.String(required=True, validate=validate.OneOf(STATES))
    reason_code = fields.String(required=True, allow_none=True)
    reason = fields.String(required=True, allow_none=True)
    done = fields.Integer(required=True)
    total = fields.Integer(required=True, allow_none=True)
    rows = fields.Integer(required=True)
    size = fields.Integer(required=True)
    created_at = Moment(required=True)
    finished_at = Moment(required=True, allow_none=True)
    expires_at = Moment(required=True)


class ExportPageSchema(Schema):
    """A page of the account's exports."""

    items = fields.List(fields.Nested(ExportSchema), required=True)
    next = fields.String(required=True, allow_none=True)


class ExportQuerySchema(PagingSchema):
    """Which page of the exports."""
