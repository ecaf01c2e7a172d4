"""The cookie by which a lead is known again at every link of the account: an opaque token, and nothing of the lead."""

from __future__ import annotations

import hashlib
import hmac
import re
from functools import lru_cache
from typing import Final

import msgspec
from werkzeug.http import parse_cookie

from plugin.clicks.cookies import DAY, LONGEST_HEADER
from plugin.visitors.visitor import Visitor

NAME: Final = "known-"
LIFE_S: Final = 365 * DAY
VALUE: Final = re.compile(r"([A-Za-z0-9]{32})\.([0-9a-f]{32})", re.ASCII)


def set_cookie(token: str, secret: bytes) -> str:
    """The header: for this host alone and all its links, signed with the location's secret; no script reads it."""
    value = f"{token}.{_signature(secret, token)}"
    return f"{_name(secret)}={value}; Max-Age={LIFE_S}; Path=/; HttpOnly; Secure; SameSite=Lax"


def recognised(visitor: Visitor, cookie_header: str, secret: bytes) -> Visitor:
    """The visitor, named by the token in their cookie where the address names no contact; a claim like any other.

    Locations share hosts: another's cookie has another name and another signature.
    """
    if visitor.contact or NAME not in cookie_header:
        return visitor
    sent = parse_cookie(cookie_header[:LONGEST_HEADER].encode("ascii", "ignore").decode())
    read = VALUE.fullmatch(sent.get(_name(secret), ""))
    if read is None or not hmac.compare_digest(read[2], _signature(secret, read[1])):
        return visitor
    return msgspec.structs.replace(visitor, contact=read[1])


@lru_cache(maxsize=4096)
def _name(secret: bytes) -> str:
    # Not the location's id: that is nobody's business.
    return NAME + _signature(secret, "name")[:12]


def _signature(secret: bytes, of: str) -> str:
    return hmac.digest(secret, f"known cookie\n{of}".encode(), hashlib.sha256).hex()[:32]
