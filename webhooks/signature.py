"""Did the CRM send these bytes: Ed25519 over the raw body, base64 in `X-GHL-Signature` (crm/FACTS.md 3.3)."""

from __future__ import annotations

import base64
import binascii
from functools import lru_cache
from typing import Final

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import load_der_public_key

from plugin.errors import SettingsError, Unauthorized

HEADER: Final = "X-GHL-Signature"
SIGNATURE_BYTES: Final = 64
KEY_BYTES: Final = 32


def verify(raw: bytes, signature: str | None, keys: tuple[str, ...]) -> None:
    """Pass if one of the keys signed exactly these bytes; raises Unauthorized `bad_signature`, a missing one included.

    Keys are public ones in base64, SPKI or raw. The older header is not looked at: there is nothing to fall back to.
    """
    given = _bytes(signature or "")
    if len(given) != SIGNATURE_BYTES or not any(_signed(key, given, raw) for key in keys):
        raise Unauthorized("The signature does not fit the body.", code="bad_signature")


def _bytes(text: str) -> bytes:
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError):
        return b""


def _signed(key: str, signature: bytes, raw: bytes) -> bool:
    try:
        _public(key).verify(signature, raw)
    except InvalidSignature:
        return False
    return True


@lru_cache(maxsize=16)
def _public(key: str) -> Ed25519PublicKey:
    der = _bytes(key)
    try:
        found = Ed25519PublicKey.from_public_bytes(der) if len(der) == KEY_BYTES else load_der_public_key(der)
    except ValueError as fault:
        raise SettingsError("CRM_WEBHOOK_KEYS holds something that is not a public key.") from fault
    if not isinstance(found, Ed25519PublicKey):
        raise SettingsError("CRM_WEBHOOK_KEYS holds a key that is not of Ed25519.")
    return found
