"""The cookies of a short domain: what a visitor has shown us at one link, signed, and sent back to that link alone."""

from __future__ import annotations

import hashlib
from functools import lru_cache
from typing import Any, Final

from itsdangerous import BadData, URLSafeTimedSerializer
from werkzeug.http import parse_cookie

from plugin.clicks.asked import NOTHING_SHOWN, Passes

DAY: Final = 86_400
UNLOCKED: Final = "unlocked"
LEFT: Final = "left"
LIVES: Final = {UNLOCKED: DAY, LEFT: 365 * DAY}  # seconds
LONGEST: Final = 512
LONGEST_HEADER: Final = 8_192


def unlocked(link_id: int, version: int, secret_key: str) -> str:
    """The value that says: whoever brings this knew the link's password of this version."""
    return _signer(UNLOCKED, secret_key).dumps([link_id, version])


def unlocked_version(value: str, link_id: int, secret_key: str) -> int | None:
    """The version of the link's password that was known; None where the value is not ours, or too old."""
    match _said(UNLOCKED, value, secret_key):
        case [int(of), int(version)] if of == link_id:
            return version
    return None


def left(link_id: int, secret_key: str) -> str:
    """The value that says: whoever brings this has filled in the link's form."""
    return _signer(LEFT, secret_key).dumps([link_id])


def has_left(value: str, link_id: int, secret_key: str) -> bool:
    """Whether the link's form was filled in; a value that is not ours says nothing."""
    return bool(_said(LEFT, value, secret_key) == [link_id])


def passes_of(cookie_header: str, link_id: int, secret_key: str) -> Passes:
    """What a visitor shows at a link by the cookies that their browser sends with the request."""
    if not cookie_header:
        return NOTHING_SHOWN
    # The library raises on what is no UTF-8; ours are plain ASCII.
    sent = parse_cookie(cookie_header[:LONGEST_HEADER].encode("ascii", "ignore").decode())
    version = unlocked_version(sent.get(UNLOCKED, ""), link_id, secret_key)
    return Passes(version, has_left(sent.get(LEFT, ""), link_id, secret_key))


def set_cookie(name: str, value: str, slug: str) -> str:
    """The header: for this host alone, no script reads it, no other link and no other site gets it sent.

    Browsers keep a Secure cookie over https, and over http from this very machine.
    """
    return f"{name}={value}; Max-Age={LIVES[name]}; Path=/{slug}; HttpOnly; Secure; SameSite=Lax"


def _said(name: str, value: str, secret_key: str) -> Any:
    if not value or len(value) > LONGEST:
        return None
    try:
        return _signer(name, secret_key).loads(value, max_age=LIVES[name])
    except BadData:
        return None


@lru_cache(maxsize=4)
def _signer(name: str, secret_key: str) -> URLSafeTimedSerializer:
    # The serializer derives its own key from the secret and the name: no other signature of ours fits here.
    kwargs = {"key_derivation": "hmac", "digest_method": hashlib.sha256}
    return URLSafeTimedSerializer(secret_key, salt=f"visitor {name} 1", signer_kwargs=kwargs)
