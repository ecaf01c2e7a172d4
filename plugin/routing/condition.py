"""One condition of a rule: a kind and its value, from JSON and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from plugin.errors import Invalid
from plugin.routing.conditions import BY_KIND, CONDITIONS, Kind
from plugin.routing.reading import table, text

KINDS: Final = ", ".join(kind.kind for kind in CONDITIONS)


class Condition(NamedTuple):
    """A kind, and a value that it has read."""

    kind: Kind
    value: Any


def parse(raw: Any, at: str) -> Condition:
    """The condition of `{"kind": …, …}`. Raises Invalid: `kind_unknown`, `field_unknown`, and what the kind refuses."""
    if not isinstance(raw, Mapping):
        raise Invalid(at, "Give an object with a kind here.", code="not_an_object")
    path = f"{at}.kind"
    kind = BY_KIND.get(text(raw.get("kind"), path))
    if kind is None:
        raise Invalid(path, f"This is no kind of condition. Use one of: {KINDS}.", code="kind_unknown")
    return Condition(kind, kind.parse(table(raw, at, ("kind", *(field.name for field in kind.fields))), at))


def as_json(condition: Condition) -> dict[str, Any]:
    """The JSON that `parse` reads, in its one spelling; empty fields are left out."""
    fields = {field.name: getattr(condition.value, field.name) for field in condition.kind.fields}
    plain = {name: [*value] if isinstance(value, tuple) else value for name, value in fields.items() if value}
    return {"kind": condition.kind.kind, **plain}
