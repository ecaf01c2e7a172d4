"""How the CRM answers: JSON with a trace id, and its three kinds of error body."""

from __future__ import annotations

import sqlite3
import uuid
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from flask import Response, jsonify, request
from werkzeug.exceptions import HTTPException

if TYPE_CHECKING:
    from flask import Flask


class CrmError(Exception):
    """A refusal as the CRM words it; `message` is a list for 422."""

    def __init__(self, status: int, message: str | list[str], **extra: Any) -> None:
        super().__init__(message)
        self.status, self.message, self.extra = status, message, extra


def bad_request(message: str, **extra: Any) -> CrmError:
    """400 `{statusCode, message}`."""
    return CrmError(400, message, **extra)


def unauthorized(message: str) -> CrmError:
    """401 `{statusCode, message, error}`."""
    return CrmError(401, message)


def forbidden(message: str = "The token does not have access to this location.") -> CrmError:
    """403 `{statusCode, message, error}`."""
    return CrmError(403, message)


def unprocessable(*messages: str) -> CrmError:
    """422 `{statusCode, message: [...], error}`."""
    return CrmError(422, list(messages))


def reply(body: dict[str, Any], status: int = 200) -> Response:
    """A JSON answer with its trace id."""
    answer = jsonify({**body, "traceId": str(uuid.uuid4())})
    answer.status_code = status
    return answer


def error_body(status: int, message: str | list[str], **extra: Any) -> dict[str, Any]:
    """The body of a refusal; the CRM leaves `error` out of a 400."""
    body: dict[str, Any] = {"statusCode": status, "message": message, **extra}
    return body if status == HTTPStatus.BAD_REQUEST else {**body, "error": HTTPStatus(status).phrase}


def install(app: Flask) -> None:
    """Render every error of the app the CRM's way."""
    app.register_error_handler(CrmError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(sqlite3.IntegrityError, _taken)


def _refused(error: CrmError) -> Response:
    if "envelope" in error.extra:
        details = {"code": error.extra["envelope"], "message": error.message}
        return reply({"error": details}, error.status)
    return reply(error_body(error.status, error.message, **error.extra), error.status)


def _taken(error: sqlite3.IntegrityError) -> Response:
    """Only seeding names its own ids."""
    return reply(error_body(409, str(error)), 409)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    message = f"Cannot {request.method} {request.path}" if status == HTTPStatus.NOT_FOUND else error.name
    return reply(error_body(status, message), status)
