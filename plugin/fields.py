"""The fields that the API's schemas are made of: text fit to be kept, ids as strings, moments with a zone."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, Final

from marshmallow import ValidationError, fields

MAX_ID: Final = 2**63 - 1
# An id in a path, for `f"/<{ID}:link_id>"`: one too large for a bigint names nothing, so it is a 404.
ID: Final = f"int(min=1,max={MAX_ID})"
# NUL, which PostgreSQL refuses, other control characters, and lone surrogates, which are no UTF-8.
UNFIT: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
YEARS: Final = range(2000, 2200)


class Text(fields.String):
    """One line of text: trimmed, at most `longest` characters, without control characters."""

    def __init__(self, *, longest: int, blank: bool = True, **kwargs: Any) -> None:
        """Refuse the empty string too unless `blank`."""
        super().__init__(metadata={"maxLength": longest}, **kwargs)
        self.longest, self.blank = longest, blank

    def _deserialize(self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any) -> str:
        text = super()._deserialize(value, attr, data, **kwargs)
        assert isinstance(text, str)
        text = text.strip()
        if UNFIT.search(text):
            raise ValidationError("Leave out control characters and line breaks.")
        if len(text) > self.longest:
            raise ValidationError(f"Use at most {self.longest} characters.")
        if not text and not self.blank:
            raise ValidationError("Give at least one character.")
        return text


class Id(fields.Integer):
    """A bigint, written as a string; read from a string or a number."""

    def __init__(self, **kwargs: Any) -> None:
        # The API's description says string, as answers do.
        super().__init__(strict=True, as_string=True, metadata={"type": "string"}, **kwargs)

    def _validated(self, value: Any) -> int:
        written = str(value) if isinstance(value, int) and not isinstance(value, bool) else value
        if not isinstance(written, str) or not re.fullmatch(r"[0-9]{1,19}", written) or int(written) > MAX_ID:
            raise ValidationError("This is not an id.")
        return int(written)


class Moment(fields.AwareDateTime):
    """A moment in ISO 8601 with its zone, kept in UTC; years 2000 to 2199."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(format="iso", **kwargs)

    def _deserialize(
        self, value: Any, attr: str | None, data: Mapping[str, Any] | None, **kwargs: Any
    ) -> datetime:  # fmt: skip
        try:
            moment = super()._deserialize(value, attr, data, **kwargs)
            moment = moment.astimezone(UTC)
        except (OverflowError, ValidationError) as fault:
            raise ValidationError("Give a date and time with its zone, such as 2027-03-01T09:00:00Z.") from fault
        if moment.year not in YEARS:
            raise ValidationError("Give a year from 2000 to 2199.")
        return moment
