"""How the API reads a made-up visitor, and writes what the simulator says."""

from __future__ import annotations

from marshmallow import Schema, fields, validate

from plugin.fields import Moment, Text
from plugin.routing.conditions import CONDITIONS
from plugin.routing.conditions.device import CLASSES
from plugin.routing.conditions.system import KNOWN
from plugin.routing.countries import COUNTRIES


class ExplainInputSchema(Schema):
    """A made-up visitor; what is left out is not known of them, and `at` is now."""

    country = fields.String(allow_none=True, validate=validate.OneOf(sorted(COUNTRIES)))
    region = Text(longest=10, allow_none=True)
    city = Text(longest=100, allow_none=True)
    device = fields.String(allow_none=True, validate=validate.OneOf(CLASSES))
    system = fields.String(allow_none=True, validate=validate.OneOf(KNOWN))
    language = Text(longest=200)
    at = Moment(allow_none=True)
    query = Text(longest=2_000)
    source = Text(longest=255, allow_none=True)
    returning = fields.Boolean(truthy={True}, falsy={False})
    contact = fields.String(
        allow_none=True, validate=validate.Regexp(r"[A-Za-z0-9]{8,40}\Z", error="This is not an id of a contact.")
    )


class ExplainedConditionSchema(Schema):
    """One condition; `why_not` is empty where it holds."""

    kind = fields.String(required=True, validate=validate.OneOf([kind.kind for kind in CONDITIONS]))
    holds = fields.Boolean(required=True)
    why_not = fields.String(required=True)


class ExplainedRuleSchema(Schema):
    """One rule, by its place in the link's list; `why_not` is empty where it answers."""

    rule = fields.Integer(required=True)
    destination = fields.String(required=True)
    holds = fields.Boolean(required=True)
    answers = fields.Boolean(required=True)
    why_not = fields.String(required=True)
    conditions = fields.List(fields.Nested(ExplainedConditionSchema), required=True)


class ExplainedGateSchema(Schema):
    """What stands in the way."""

    kind = fields.String(required=True)
    label = fields.String(required=True)


class ExplanationSchema(Schema):
    """Where a visitor would go and why; rules and gates are in the order in which they are tried.

    `url` is null where the visitor ends on a page of ours; `rule` is the place of the rule that answers.
    """

    url = fields.String(required=True, allow_none=True)
    destination = fields.String(required=True)
    rule = fields.Integer(required=True, allow_none=True)
    variant = fields.String(required=True, allow_none=True)
    rules = fields.List(fields.Nested(ExplainedRuleSchema), required=True)
    gates = fields.List(fields.Nested(ExplainedGateSchema), required=True)
