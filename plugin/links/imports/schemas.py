"""How the API is asked for an import, and how it reports."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema, fields

from plugin.fields import Text

LONGEST_SEARCH: Final = 200


class ImportInputSchema(Schema):
    """Which of the CRM's trigger links; all of them unless words narrow it."""

    search = Text(longest=LONGEST_SEARCH, load_default="")


class ImportFailureSchema(Schema):
    """One that was not imported; `reason` is for people."""

    name = fields.String(required=True)
    code = fields.String(required=True)
    reason = fields.String(required=True)


class ImportReportSchema(Schema):
    """What became of them: made anew, imported before, refused, or left for another import."""

    imported = fields.Integer(required=True)
    skipped = fields.Integer(required=True)
    left = fields.Integer(required=True)
    failed = fields.List(fields.Nested(ImportFailureSchema), required=True)
