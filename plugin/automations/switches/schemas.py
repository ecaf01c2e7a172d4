"""How the API reads and writes switches, and shows the CRM's workflows."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import Schema, fields, validate

from plugin.links.schemas import Whole

SHORTEST_S: Final = 10
LONGEST_S: Final = 86_400


def _switch(**kwargs: Any) -> fields.Boolean:
    return fields.Boolean(truthy={True}, falsy={False}, **kwargs)


class SwitchesPutSchema(Schema):
    """What clicks may do in the CRM; what is left out stays as it is."""

    tag = _switch(metadata={"description": "Add the CRM tags that links and campaigns ask for"})
    sync = _switch(metadata={"description": "Keep three fields of the contact: last link, total, date of the last"})
    note = _switch(metadata={"description": "Write a note on the contact's timeline"})
    lead = _switch(metadata={"description": "Bring captured leads to the CRM's contacts"})
    trigger = _switch(metadata={"description": "Tell workflows of the CRM that wait for clicks"})
    window_s = Whole(
        validate=validate.Range(SHORTEST_S, LONGEST_S),
        metadata={"description": "Seconds of a contact's clicks that become one note and one update"},
    )


class SwitchesSchema(Schema):
    """What clicks may do in the CRM where a link does not say otherwise."""

    tag = fields.Boolean(required=True)
    sync = fields.Boolean(required=True)
    note = fields.Boolean(required=True)
    lead = fields.Boolean(required=True)
    trigger = fields.Boolean(required=True)
    window_s = fields.Integer(required=True)


class WorkflowSchema(Schema):
    """A workflow of the CRM; `status` is its own word, such as draft or published."""

    id = fields.String(required=True)
    name = fields.String(required=True)
    status = fields.String(required=True)


class WorkflowListSchema(Schema):
    """The account's workflows in the CRM, by name."""

    items = fields.List(fields.Nested(WorkflowSchema), required=True)
