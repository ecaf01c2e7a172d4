"""The one place where errors become answers: JSON `{code, message, details}` with the right status."""

from __future__ import annotations

import json
import logging
from typing import Any, Final

from flask import Flask, Response, jsonify, request
from psycopg import errors as postgres
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException

from plugin.errors import Invalid, SmartLinksError

CODES: Final = {
    400: "bad_request",
    404: "not_found",
    405: "method_not_allowed",
    413: "too_large",
    415: "not_json",
    422: "invalid",
    429: "rate_limited",
}
WORDS: Final = {
    404: "There is nothing at this address.",
    413: "The request is larger than we take. Send less at once.",
}
log = logging.getLogger(__name__)


def render_errors(app: Flask) -> None:
    """Teach an app to answer every error in the house's form."""
    app.before_request(_refuse_unreadable)
    app.register_error_handler(SmartLinksError, _ours)
    app.register_error_handler(HTTPException, _http)
    for kind in (OperationalError, InterfaceError, PoolTimeout):
        app.register_error_handler(kind, _database)
    app.register_error_handler(Exception, _unexpected)


def _refuse_unreadable() -> None:
    # The library that reads bodies lets numbers of thousands of digits and brackets without end through as our fault.
    if not request.path.startswith("/api/") or not request.is_json:
        return
    try:
        json.loads(request.get_data() or b"{}")
    except (ValueError, RecursionError) as fault:
        raise Invalid("body", "This is no JSON that we can read.") from fault


def _answer(status: int, code: str, message: str, details: dict[str, Any]) -> Response:
    answer = jsonify({"code": code, "message": message, "details": details})
    answer.status_code = status
    answer.headers["Cache-Control"] = "no-store"
    return answer


def _ours(error: SmartLinksError) -> Response:
    if error.status >= 500:  # noqa: PLR2004 - the line between their fault and ours
        log.error("%s: %s", error.code, error.message)
    answer = _answer(error.status, error.code, error.message, error.details)
    if "retry_after" in error.details:
        answer.headers["Retry-After"] = str(error.details["retry_after"])
    return answer


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    faults = field_faults(getattr(error, "data", None))
    if faults:
        field, words = next(iter(faults.items()))
        return _answer(422, "invalid", f"{field}: {words}", {"field": field, "fields": faults})
    message = WORDS.get(status) or error.description or error.name
    return _answer(status, CODES.get(status, "error"), message, {})


def field_faults(data: Any) -> dict[str, str]:
    """The nested messages of webargs as `{"field.inner": "words"}`; empty where there are none."""
    found: dict[str, str] = {}

    def walk(node: Any, path: tuple[str, ...]) -> None:
        if isinstance(node, dict):
            for key, inner in node.items():
                # What is wrong with a thing as a whole is its own fault, and not a field's inside it.
                walk(inner, path if key == "_schema" else (*path, str(key)))
        elif node:
            words = node if isinstance(node, str) else " ".join(str(word) for word in node)
            found[".".join(path) or "body"] = words

    for inner in (data or {}).get("messages", {}).values() if isinstance(data, dict) else ():
        walk(inner, ())
    return found


def _database(error: OperationalError | InterfaceError | PoolTimeout) -> Response:
    if isinstance(getattr(error, "orig", None), postgres.QueryCanceled):
        return _answer(503, "too_slow", "This took longer than we allow. Ask for a shorter range.", {})
    log.error("database: %s", type(error).__name__)
    return _answer(503, "unavailable", "The database cannot be reached. Try again in a moment.", {})


def _unexpected(error: Exception) -> Response:
    log.error("unexpected %s", type(error).__name__, exc_info=error)
    return _answer(500, "unexpected", "Something went wrong on our side. It has been noted.", {})
