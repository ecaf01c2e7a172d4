"""How the API reads and writes what kinds of links are made of: a contact card, an article at Amazon."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any, Final

from marshmallow import Schema, ValidationError, fields, validate

from plugin.fields import Text
from plugin.links.kinds.amazon import MARKETPLACES

LONGEST_ADDRESS: Final = 2_048
LARGEST_WEIGHT: Final = 1_000_000


class Weight(fields.Float):
    """A number from 0 to LARGEST_WEIGHT, whole or decimal, kept as it came."""

    def _validated(self, value: Any) -> float:
        fit = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
        if not fit or not 0 <= value <= LARGEST_WEIGHT:
            raise ValidationError(f"Give a number from 0 to {LARGEST_WEIGHT:,}.")
        weight: float = value
        return weight


class Lines(Text):
    """Text of several lines, parted by a newline alone; else as Text."""

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        if not isinstance(value, str):
            return super()._deserialize(value, attr, data, **kwargs)
        lines = value.replace("\r\n", "\n").replace("\r", "\n").strip().split("\n")
        text = "\n".join(super(Lines, self)._deserialize(line, attr, data, **kwargs) for line in lines)
        if len(text) > self.longest:
            raise ValidationError(f"Use at most {self.longest} characters.")
        return text


class VcardSchema(Schema):
    """A contact card: a first name, a last name or a company, and what else is known."""

    first_name = Text(longest=100)
    last_name = Text(longest=100)
    company = Text(longest=200)
    title = Text(longest=200)
    phones = fields.List(
        Text(
            longest=40,
            validate=validate.Regexp(r"\+?[0-9(][0-9 ()./*#,;x-]{2,}\Z", error="Give a number such as +49 30 901820."),
        ),
        validate=validate.Length(max=5),
    )
    emails = fields.List(Text(longest=254, validate=validate.Email()), validate=validate.Length(max=5))
    url = Text(longest=LONGEST_ADDRESS)
    address = Lines(longest=500)
    note = Lines(longest=1_000)
    photo_url = Text(longest=LONGEST_ADDRESS, allow_none=True)


class AmazonKeywordSchema(Schema):
    """Words to search for, and their share among all."""

    text = Text(longest=200, blank=False, required=True)
    weight = Weight(required=True)


def _not_all_nought(keywords: Iterable[Mapping[str, Any]]) -> None:
    if not any(keyword["weight"] for keyword in keywords):
        raise ValidationError("Give at least one keyword a weight above 0.")


class AmazonSchema(Schema):
    """An article of a marketplace, and the words by which visitors' searches find it."""

    asin = fields.String(
        required=True, validate=validate.Regexp(r"[A-Z0-9]{10}\Z", error="An ASIN is 10 capital letters and digits.")
    )
    marketplace = fields.String(required=True, validate=validate.OneOf(MARKETPLACES))
    keywords = fields.List(
        fields.Nested(AmazonKeywordSchema), required=True, validate=[validate.Length(1, 20), _not_all_nought]
    )
