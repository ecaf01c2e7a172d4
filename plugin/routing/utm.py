"""The UTM fields of a link: `{"source": "sms", "medium": "text", "campaign": "spring", "term": "", "content": ""}`."""

from __future__ import annotations

from typing import Any, Final

from plugin.routing.reading import table, text

NAMES: Final = ("source", "medium", "campaign", "term", "content")

# Parameter and value, such as ("utm_source", "sms"), in the order of NAMES.
Utm = tuple[tuple[str, str], ...]


def parse(raw: Any, *, at: str = "utm") -> Utm:
    """The fields that are given; null and blank ones are not. Raises Invalid at the field's path."""
    given = table({} if raw is None else raw, at, NAMES)
    return tuple((f"utm_{name}", text(given[name], f"{at}.{name}")) for name in NAMES if not _blank(given.get(name)))


def as_json(utm: Utm) -> dict[str, str]:
    """The JSON that `parse` reads."""
    return {parameter.removeprefix("utm_"): value for parameter, value in utm}


def _blank(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip(" "))
