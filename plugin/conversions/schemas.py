"""How a conversion is told, and how the API shows the secret to sign with."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from marshmallow import Schema, ValidationError, fields, validate, validates_schema

from plugin.fields import Moment, Text

LARGEST: Final = Decimal(1_000_000_000)
EVENT: Final = r"[a-z0-9][a-z0-9_.-]{0,39}"
DEFAULT_EVENT: Final = "conversion"


class ConversionSchema(Schema):
    """What happened after a click; `id` is the teller's own for it, so that telling it again counts it once."""

    click_id = fields.String(required=True, validate=validate.Length(max=100))
    event = fields.String(
        load_default=DEFAULT_EVENT,
        validate=validate.Regexp(f"{EVENT}\\Z", error="Use 1 to 40 of a-z, 0-9, dot, dash and underscore."),
    )
    id = Text(longest=100, load_default="")
    value = fields.Decimal(
        places=3, load_default=None, allow_none=True, as_string=True, validate=validate.Range(-LARGEST, LARGEST)
    )
    currency = fields.String(
        load_default=None,
        allow_none=True,
        validate=validate.Regexp(r"[A-Z]{3}\Z", error="Give a currency of ISO 4217, such as EUR."),
    )
    at = Moment(load_default=None, allow_none=True)

    @validates_schema
    def _valued(self, told: dict[str, Any], **_kwargs: Any) -> None:
        if told.get("value") is not None and told.get("currency") is None:
            raise ValidationError("Give the currency of the value, such as EUR.", "currency")


class PixelSchema(ConversionSchema):
    """The same in a picture's address, where the click is called `click`."""

    click_id = fields.String(required=True, data_key="click", validate=validate.Length(max=100))


class KeptSchema(Schema):
    """Whether it was new; false where the same was told before."""

    new = fields.Boolean(required=True)


class SecretShownSchema(Schema):
    """Whether there is a secret and since when; the secret itself is shown once, when it is made."""

    made_at = Moment(required=True, allow_none=True)
    account = fields.String(required=True, metadata={"description": "What the header Smartlinks-Account holds"})


class SecretMadeSchema(SecretShownSchema):
    """A new secret, shown this once."""

    secret = fields.String(required=True)
