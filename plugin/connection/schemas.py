"""How the API writes a disconnect, before and after."""

from __future__ import annotations

from marshmallow import Schema, fields

from plugin.fields import Text


class ConsequencesSchema(Schema):
    """What a disconnect would do, in sentences to show."""

    account = fields.String(required=True)
    ends = fields.List(fields.String(), required=True, metadata={"description": "Which access ends"})
    stays = fields.List(fields.String(), required=True, metadata={"description": "What stays, and until when"})
    goes = fields.String(required=True, metadata={"description": "What is deleted, and when"})
    billing = fields.String(required=True, metadata={"description": "What to do about billing"})
    erased_at = fields.AwareDateTime(required=True)


class DisconnectSchema(Schema):
    """What may be said with it."""

    reason = Text(longest=500, load_default="")


class DisconnectedSchema(Schema):
    """What was done."""

    at = fields.AwareDateTime(required=True)
    erased_at = fields.AwareDateTime(required=True)
    crm_uninstalled = fields.Boolean(
        required=True, metadata={"description": "Otherwise our access was gone, and the CRM may list us still"}
    )
