"""Names for things: ids, tokens and time stamps in the CRM's shapes."""

from __future__ import annotations

import base64
import json
import secrets
import string
from datetime import UTC, datetime
from typing import Any, Final

ALPHABET: Final = string.ascii_letters + string.digits
ID_LENGTH: Final = 20


def new_id() -> str:
    """An id of 20 letters and digits."""
    return "".join(secrets.choice(ALPHABET) for _ in range(ID_LENGTH))


def new_code() -> str:
    """An authorization code: 40 hexadecimal digits."""
    return secrets.token_hex(20)


def new_token(claims: dict[str, Any]) -> str:
    """A token in the shape of a JWT; it is looked up, never verified, so its last part is chance."""
    head = _part({"alg": "HS256", "typ": "JWT"})
    return f"{head}.{_part({**claims, 'jti': new_id()})}.{secrets.token_urlsafe(32)}"


def stamp(now: datetime | None = None) -> str:
    """A moment in UTC, ISO 8601 with milliseconds and a Z."""
    moment = now or datetime.now(UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def _part(value: dict[str, Any]) -> str:
    """JSON in unpadded URL-safe base64."""
    return base64.urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).decode().rstrip("=")
