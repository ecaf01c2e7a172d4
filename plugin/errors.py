"""The one family of errors: each has a stable code, a status, a sentence for people and details for programs."""

from __future__ import annotations

from typing import Any


class SmartLinksError(Exception):
    """Something a caller is told about; rendered in one place as `{code, message, details}`."""

    code = "error"
    status = 500

    def __init__(self, message: str, *, code: str | None = None, status: int | None = None, **details: Any) -> None:
        super().__init__(message)
        self.message = message
        self.code = code or self.code
        self.status = status or self.status
        self.details = details

    def as_json(self) -> dict[str, Any]:
        """The body every door answers with."""
        return {"code": self.code, "message": self.message, "details": self.details}


class Invalid(SmartLinksError):
    """A field holds something we cannot take; the message says what to do about it."""

    code, status = "invalid", 422

    def __init__(self, field: str, message: str, *, code: str | None = None, **details: Any) -> None:
        super().__init__(message, code=code, field=field, **details)


class Unauthorized(SmartLinksError):
    """We do not know who is asking."""

    code, status = "unauthorized", 401


class Forbidden(SmartLinksError):
    """We know who is asking and they may not."""

    code, status = "forbidden", 403


class NotFound(SmartLinksError):
    """It is not there, or it is somebody else's: a caller cannot tell which."""

    code, status = "not_found", 404


class Conflict(SmartLinksError):
    """What is asked for is already taken or has changed meanwhile."""

    code, status = "conflict", 409


class RateLimited(SmartLinksError):
    """Asked too often; `details.retry_after` is in seconds."""

    code, status = "rate_limited", 429


class PlanRefusal(SmartLinksError):
    """The plan does not allow it: `plan_limit` (a number is used up) or `plan_feature` (not part of it)."""

    code, status = "plan_limit", 402


class Unavailable(SmartLinksError):
    """A store or the CRM cannot be reached just now; trying again later may work."""

    code, status = "unavailable", 503


class SettingsError(SmartLinksError):
    """The environment is not fit to start with; `details.faults` lists everything that is wrong at once."""

    code, status = "settings", 500
