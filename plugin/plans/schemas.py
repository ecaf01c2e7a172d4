"""How the API writes a plan."""

from __future__ import annotations

from typing import Final, get_args

from marshmallow import Schema, fields, validate

from plugin.fields import Moment
from plugin.plans.plans import PLANS, Feature

NAMES: Final = tuple(plan.name for plan in PLANS)
PAYMENTS: Final = ("complete", "failed", "pending")


class PlanLimitsSchema(Schema):
    """Numbers of a plan; `active_links` of null is no limit."""

    active_links = fields.Integer(required=True, allow_none=True)
    history_days = fields.Integer(required=True)
    pages = fields.Integer(required=True)


class PlanUsedSchema(Schema):
    """How much of the limits is used."""

    active_links = fields.Integer(required=True)


class PlanOnOfferSchema(Schema):
    """A plan: what it holds and what it can do. Its price is the CRM's to say: a company may set its own."""

    name = fields.String(required=True, validate=validate.OneOf(NAMES))
    label = fields.String(required=True)
    limits = fields.Nested(PlanLimitsSchema, required=True)
    features = fields.List(fields.String(validate=validate.OneOf(get_args(Feature))), required=True)


class PlanSchema(PlanOnOfferSchema):
    """The plan that an account is on; one that has `lapsed` for want of payment lists no features until it is paid.

    After a failed payment all goes on until `grace_until`.
    """

    used = fields.Nested(PlanUsedSchema, required=True)
    lapsed = fields.Boolean(required=True)
    trial_ends_at = Moment(required=True, allow_none=True)
    payment = fields.String(required=True, allow_none=True, validate=validate.OneOf(PAYMENTS))
    grace_until = Moment(required=True, allow_none=True)


class PlanChoicesSchema(Schema):
    """The plans from the smallest to the largest, and the marketplace's page about us where it is known."""

    plans = fields.List(fields.Nested(PlanOnOfferSchema), required=True)
    listing_url = fields.URL(required=True, allow_none=True)
