"""Which variant of a split does better, by how much, and how sure that is."""

from __future__ import annotations

from typing import Any, Final

from marshmallow import Schema, fields
from sqlalchemy.orm import Session

from plugin.reports.asked import Asked
from plugin.reports.compare import Variant, verdict
from plugin.reports.converted import variants


class VariantSchema(Schema):
    """One variant's share: its clicks, people, and those of them who converted."""

    variant = fields.String(required=True)
    destination = fields.String(required=True, allow_none=True)
    clicks = fields.Integer(required=True)
    visitors = fields.Integer(required=True)
    conversions = fields.Integer(required=True)
    rate = fields.Float(required=True, allow_none=True)


class VerdictSchema(Schema):
    """The variant that does best against the next: `difference` in points of rate, `certainty` from 0 to 1."""

    best = fields.String(required=True, allow_none=True)
    difference = fields.Float(required=True, allow_none=True)
    certainty = fields.Float(required=True, allow_none=True)
    sentence = fields.String(required=True)


class SplitSchema(Schema):
    """The variants and what may be said of them."""

    variants = fields.List(fields.Nested(VariantSchema), required=True)
    verdict = fields.Nested(VerdictSchema, required=True)


kind: Final = "split"
label: Final = "A/B split"
shape: Final = fields.Nested(SplitSchema)
by_pulse: Final = False


def answer(db: Session, asked: Asked) -> dict[str, Any]:
    """By variant, the most seen first; a variant whose destination was mended stays one, under its newest."""
    found = variants(db, asked.window, asked.wanted)
    return {"variants": [_shown(each) for each in found], "verdict": verdict(found)}


def _shown(variant: Variant) -> dict[str, Any]:
    return {
        "variant": variant.name, "destination": variant.destination, "clicks": variant.clicks,
        "visitors": variant.visitors, "conversions": variant.conversions,
        "rate": None if variant.rate is None else round(variant.rate, 4),
    }  # fmt: skip
