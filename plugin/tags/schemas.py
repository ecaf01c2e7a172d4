"""How the API reads and writes tags."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema, fields, validate

from plugin.fields import Id, Text

COLORS: Final = ("indigo", "violet", "fuchsia", "teal", "sky", "amber", "rose", "green", "slate")
LONGEST: Final = 40


class TagSchema(Schema):
    """A colored word that links carry; `links` counts them."""

    id = Id(required=True)
    name = fields.String(required=True)
    color = fields.String(required=True, validate=validate.OneOf(COLORS))
    links = fields.Integer(required=True)


class TagInputSchema(Schema):
    """What a new tag needs."""

    name = Text(required=True, longest=LONGEST, blank=False)
    color = fields.String(load_default="slate", validate=validate.OneOf(COLORS))


class TagPatchSchema(Schema):
    """What may be changed of a tag."""

    name = Text(longest=LONGEST, blank=False)
    color = fields.String(validate=validate.OneOf(COLORS))


class TagPageSchema(Schema):
    """A page of tags."""

    items = fields.List(fields.Nested(TagSchema), required=True)
    next = fields.String(required=True, allow_none=True)
