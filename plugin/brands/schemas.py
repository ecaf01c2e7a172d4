"""How the API reads and writes a brand."""

from __future__ import annotations

from typing import Final

from marshmallow import Schema, fields, validate

from plugin.fields import Text

COLOR: Final = validate.Regexp(r"#[0-9a-fA-F]{6}\Z", error="Give a color such as #4f46e5.")


class BrandColorsSchema(Schema):
    """Colors as #rrggbb."""

    primary = fields.String(required=True, validate=COLOR)


class BrandSchema(Schema):
    """How the account shows itself to visitors; `logo_url` is null where it has no logo."""

    name = Text(required=True, longest=80)
    logo_url = fields.String(required=True, allow_none=True)
    colors = fields.Nested(BrandColorsSchema, required=True)
