"""The filters of a trigger in a workflow: which events its owner wants; the CRM hands them over, we apply them."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Final

log = logging.getLogger(__name__)
# What is had and what is wanted, in lower case; neither is empty.
Operator = Callable[[Sequence[str], Sequence[str]], bool]


def _is(had: Sequence[str], wanted: Sequence[str]) -> bool:
    return not set(had).isdisjoint(wanted)


def _holds(had: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(part in whole for whole in had for part in wanted)


# The CRM's papers name `==` alone; the others are those that its own triggers are seen with.
SOME: Final[Mapping[str, Operator]] = {
    "==": _is, "eq": _is, "is": _is, "is-any-of": _is,
    "contains": _holds, "index-of-true": _holds, "string-contains-any-of": _holds,
}  # fmt: skip
NONE: Final[Mapping[str, Operator]] = {
    "!=": _is, "not_eq": _is, "is-not": _is, "is-none-of": _is, "not_contains": _holds, "index-of-false": _holds,
}  # fmt: skip
EXACT: Final = ("==", "eq", "is", "is-any-of")


def matches(filters: Iterable[Mapping[str, Any]], event: Mapping[str, Any]) -> bool:
    """Whether an event passes all filters; a blank one asks for nothing, an unknown operator lets nothing through."""
    return all(_passes(each, event) for each in filters)


def only(filters: Iterable[Mapping[str, Any]], field: str) -> set[str] | None:
    """The values of a field that can pass at all, in lower case; None where the filters do not narrow it so."""
    found: set[str] | None = None
    for each in filters:
        wanted = texts(each.get("value"))
        if each.get("field") == field and each.get("operator") in EXACT and wanted:
            found = set(wanted) if found is None else found & set(wanted)
    return found


def texts(value: Any) -> list[str]:
    """A value of JSON as the words to compare: trimmed, in lower case, none of them empty."""
    many = value if isinstance(value, list) else [value]
    words = (each for each in many if isinstance(each, str | int | float) and not isinstance(each, bool))
    return [word for each in words if (word := str(each).strip().casefold())]


def _passes(asked: Mapping[str, Any], event: Mapping[str, Any]) -> bool:
    wanted, operator = texts(asked.get("value")), str(asked.get("operator") or "")
    if operator not in SOME and operator not in NONE:
        log.warning("a trigger's filter has an operator that we do not know: %r", operator[:40])
        return False
    if not wanted:
        return True
    had = texts(_at(event, str(asked.get("field") or "")))
    return (bool(had) and SOME[operator](had, wanted)) if operator in SOME else not NONE[operator](had, wanted)


def _at(event: Mapping[str, Any], path: str) -> Any:
    value: Any = event
    for name in path.split("."):
        value = value.get(name) if isinstance(value, Mapping) else None
    return value
