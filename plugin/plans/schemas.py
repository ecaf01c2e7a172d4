"""How the API writes a plan."""

from __future__ import annotations

from typing import Final, get_args

from marshmallow import Schema, fields, validate

from plugin.plans.plans import PLANS, Feature

NAMES: Final = tuple(plan.name for plan in PLANS)


class PlanLimitsSchema(Schema):
    """Numbers of a plan; `active_links` of null is no limit."""

    active_links = fields.Integer(required=True, allow_none=True)
    history_days = fields.Integer(required=True)
    pages = fields.Integer(required=True)


class PlanUsedSchema(Schema):
    """How much of the limits is used."""

    active_links = fields.Integer(required=True)


class PlanSchema(Schema):
    """The plan that an account is on."""

    name = fields.String(required=True, validate=validate.OneOf(NAMES))
    label = fields.String(required=True)
    limits = fields.Nested(PlanLimitsSchema, required=True)
    features = fields.List(fields.String(validate=validate.OneOf(get_args(Feature))), required=True)
    used = fields.Nested(PlanUsedSchema, required=True)
