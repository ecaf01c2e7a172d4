"""What answers to questions are made of, as the API describes them."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema, fields

from plugin.fields import Id, Moment


class SliceSchema(Schema):
    """One value's clicks; null stands for what is not known."""

    value = fields.String(required=True, allow_none=True)
    clicks = fields.Integer(required=True)


class VersionSchema(SliceSchema):
    """One version's clicks."""

    version = fields.String(required=True, allow_none=True)


class RegionSchema(SliceSchema):
    """A region's clicks, and the country it lies in."""

    country = fields.String(required=True, allow_none=True)


class CitySchema(RegionSchema):
    """A city's clicks, and where it lies."""

    region = fields.String(required=True, allow_none=True)


class ToldSchema(Schema):
    """One click in words; null stands for what is not known."""

    at = Moment(required=True)
    seq = Id(required=True)
    link_id = Id(required=True)
    title = fields.String(required=True, allow_none=True)
    country = fields.String(required=True, allow_none=True)
    region = fields.String(required=True, allow_none=True)
    city = fields.String(required=True, allow_none=True)
    device = fields.String(required=True, allow_none=True)
    system = fields.String(required=True, allow_none=True)
    browser = fields.String(required=True, allow_none=True)
    source = fields.String(required=True, allow_none=True)
    destination = fields.String(required=True, allow_none=True)
    qr = fields.Boolean(required=True)
    contact_id = fields.String(required=True, allow_none=True)


SLICES: Final = fields.List(fields.Nested(SliceSchema))
VERSIONS: Final = fields.List(fields.Nested(VersionSchema))
