"""Reading JSON bodies as the CRM does: an exact list of keys, each with its type, all complaints at once."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from flask import request

from sandbox.answers import bad_request, unprocessable

Check = Callable[[str, Any], str | None]


def read(checks: Mapping[str, Check], required: Sequence[str] = ()) -> dict[str, Any]:
    """The request's JSON object; raises 400 where it is none and 422 with every complaint about its keys."""
    body = json_object()
    complaints = [f"property {key} should not exist" for key in body if key not in checks]
    complaints += [f"{key} should not be empty" for key in required if body.get(key) in (None, "")]
    complaints += [said for key, check in checks.items() if key in body and (said := check(key, body[key]))]
    if complaints:
        raise unprocessable(*complaints)
    return body


def json_object() -> dict[str, Any]:
    """The request's body where it is a JSON object (nothing counts as an empty one); raises 400 otherwise."""
    if not request.get_data():
        return {}
    body = request.get_json(force=True, silent=True)
    if not isinstance(body, dict) or not _is_text(body):
        raise bad_request("Unexpected token in JSON at position 0")
    return body


def _is_text(body: dict[str, Any]) -> bool:
    """Whether its strings are Unicode text: half a surrogate pair can be written in JSON and kept nowhere."""
    try:
        json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def text(key: str, value: Any) -> str | None:
    """A string."""
    return None if isinstance(value, str) else f"{key} must be a string"


def maybe_text(key: str, value: Any) -> str | None:
    """A string or null."""
    return None if value is None else text(key, value)


def flag(key: str, value: Any) -> str | None:
    """A boolean."""
    return None if isinstance(value, bool) else f"{key} must be a boolean value"


def number(key: str, value: Any) -> str | None:
    """A number."""
    plain = isinstance(value, int | float) and not isinstance(value, bool)
    return None if plain else f"{key} must be a number conforming to the specified constraints"


def texts(key: str, value: Any) -> str | None:
    """A list of strings."""
    if not isinstance(value, list):
        return f"{key} must be an array"
    return None if all(isinstance(item, str) for item in value) else f"each value in {key} must be a string"


def filled_texts(key: str, value: Any) -> str | None:
    """A list of strings, one at least."""
    return texts(key, value) or (None if value else f"{key} should not be empty")


def thing(key: str, value: Any) -> str | None:
    """An object."""
    return None if isinstance(value, dict) else f"{key} must be an object"


def anything(_key: str, _value: Any) -> str | None:
    """Whatever it is."""
    return None


def listing(key: str, value: Any) -> str | None:
    """A list."""
    return None if isinstance(value, list) else f"{key} must be an array"


def things(key: str, value: Any) -> str | None:
    """A list of objects."""
    fine = isinstance(value, list) and all(isinstance(item, dict) for item in value)
    return None if fine else f"{key} must be an array of objects"


def dnd(key: str, value: Any) -> str | None:
    """Channels, each with its status."""
    settings = value.values() if isinstance(value, dict) else [None]
    fine = all(isinstance(one, dict) and one.get("status") in ("active", "inactive", "permanent") for one in settings)
    return None if fine else f"{key} must name a status for each channel"


def email(key: str, value: Any) -> str | None:
    """An address, an empty string or null."""
    if value in (None, ""):
        return None
    return None if isinstance(value, str) and "@" in value[1:-1] and " " not in value else f"{key} must be an email"


def one_of(*allowed: str) -> Check:
    """One of these words."""

    def check(key: str, value: Any) -> str | None:
        return None if value in allowed else f"{key} must be one of the following values: {', '.join(allowed)}"

    return check
