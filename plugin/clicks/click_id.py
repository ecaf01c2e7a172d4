"""The name of one click: a link may append it to its destination, and what follows there is told of it by that name.

It holds what it names, under a MAC, so nothing is stored for it and it can be told of before the click is recorded.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import struct
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

PARAMETER: Final = "sl_click"
FORM: Final = struct.Struct(">QQQ")
MAC_BYTES: Final = 12
LENGTH: Final = 48  # characters: 24 bytes and the MAC, as URL-safe base64
SCALE: Final = 1_000_000
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
POSTGRES_EPOCH_S: Final = 946_684_800  # 2000-01-01, from which PostgreSQL counts
PURPOSE: Final = b"click id\n"


@dataclass(frozen=True, slots=True)
class Named:
    """What a click id says it names; `at` is the click's moment. It is a claim until `is_genuine`."""

    location_id: int
    link_id: int
    at: datetime
    raw: bytes


def click_id(secret: bytes, location_id: int, link_id: int, at: float) -> str:
    """48 characters that name the click of a link at a moment (Unix seconds), under the location's visitor secret."""
    # Rounded as to_timestamp() does it, or one click in fifteen would be recorded a microsecond beside its name.
    microseconds = round((at - POSTGRES_EPOCH_S) * SCALE) + POSTGRES_EPOCH_S * SCALE
    told = FORM.pack(location_id, link_id, microseconds)
    return base64.urlsafe_b64encode(told + _mac(secret, told)).decode()


def read(text: str) -> Named | None:
    """What a click id names, unproven; None for what is none."""
    if len(text) != LENGTH or not text.isascii():
        return None
    try:
        raw = base64.b64decode(text, b"-_", validate=True)
    except binascii.Error:
        return None
    location_id, link_id, at = FORM.unpack_from(raw)
    if max(location_id, link_id) >= 1 << 63 or at >= 1 << 52:
        return None
    return Named(location_id, link_id, EPOCH + timedelta(microseconds=at), raw)


def is_genuine(named: Named, secret: bytes) -> bool:
    """Whether we made it, with the secret of the location that it names."""
    return hmac.compare_digest(named.raw[FORM.size :], _mac(secret, named.raw[: FORM.size]))


def _mac(secret: bytes, told: bytes) -> bytes:
    return hmac.digest(secret, PURPOSE + told, hashlib.sha256)[:MAC_BYTES]
