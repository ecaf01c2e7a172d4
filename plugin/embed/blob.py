"""The CRM's word on who has opened us: a blob under our shared secret (crm/FACTS.md 2.2, 2.3), read strictly."""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import re
from dataclasses import dataclass
from typing import Any, Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from plugin.embed.bearer import Role
from plugin.errors import Unauthorized

LONGEST: Final = 16_384  # letters of base64; the CRM's own are under 1,000
MARK: Final = b"Salted__"
SALT_END: Final = 16
BLOCK: Final = 16
KEY_END, IV_END = 32, 48
TYPES: Final = ("agency", "location", "account")
ROLES: Final[tuple[Role, ...]] = ("admin", "user")
CRM_ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
NAME_LENGTH, EMAIL_LENGTH = 200, 254


@dataclass(frozen=True, slots=True)
class Opening:
    """Who has opened us, and where. `crm_location_id` is None on a company's own page."""

    crm_user_id: str
    crm_company_id: str
    crm_location_id: str | None
    role: Role
    name: str
    email: str
    of_company: bool  # one of the company's own people, wherever they are
    digest: bytes  # names this blob: the same for it and for whatever is made of it by flipping its bits


def read(payload: str, keys: tuple[str, ...]) -> Opening:
    """What a blob says, under whichever of the app's SSO keys; raises one Unauthorized `sso_refused`, never why."""
    blob = _decoded(payload)
    for key in keys if blob else ():
        opening = _opening(blob, _decrypted(blob, key.encode()))
        if opening is not None:
            return opening
    raise Unauthorized("We could not tell who you are. Open Smart Links again from your CRM.", code="sso_refused")


def _decoded(payload: str) -> bytes:
    """The bytes of a payload of the right shape, or none."""
    try:
        blob = base64.b64decode(payload, validate=True) if len(payload) <= LONGEST else b""
    except (binascii.Error, ValueError):
        return b""
    whole_blocks = len(blob) > SALT_END and len(blob) % BLOCK == 0
    return blob if blob.startswith(MARK) and whole_blocks else b""


def _decrypted(blob: bytes, passphrase: bytes) -> Any:
    """The JSON inside, None where the key does not fit."""
    stretched = _stretch(passphrase, blob[len(MARK) : SALT_END])
    decryptor = Cipher(algorithms.AES(stretched[:KEY_END]), modes.CBC(stretched[KEY_END:IV_END])).decryptor()
    unpadder = PKCS7(BLOCK * 8).unpadder()
    try:
        padded = decryptor.update(blob[SALT_END:]) + decryptor.finalize()
        return json.loads((unpadder.update(padded) + unpadder.finalize()).decode())
    except (ValueError, RecursionError):
        return None


def _stretch(passphrase: bytes, salt: bytes) -> bytes:
    """OpenSSL's EVP_BytesToKey with MD5 and one round, as crypto-js does it: 32 bytes of key, 16 of IV."""
    block = stretched = b""
    while len(stretched) < IV_END:
        block = hashlib.md5(block + passphrase + salt, usedforsecurity=False).digest()
        stretched += block
    return stretched


def _opening(blob: bytes, said: Any) -> Opening | None:
    """The fields that we rely on, each of the form it must have; None if one has not. Unknown fields are let be."""
    if not isinstance(said, dict) or said.get("type") not in TYPES or said.get("role") not in ROLES:
        return None
    place = said.get("activeLocation") or None
    ids = (said.get("userId"), said.get("companyId"), *([place] if place is not None else []))
    words = [said.get(name) or "" for name in ("userName", "email")]
    if not all(isinstance(one, str) and CRM_ID.fullmatch(one) for one in ids):
        return None
    if not all(isinstance(word, str) and "\x00" not in word for word in words):
        return None
    # Each blob has a salt of its own, and another salt is another key: it names the blob even with bits flipped.
    digest = hashlib.sha256(blob[:SALT_END]).digest()
    name, email = words[0][:NAME_LENGTH], words[1][:EMAIL_LENGTH]
    of_company = said["type"] == "agency"
    return Opening(said["userId"], said["companyId"], place, said["role"], name, email, of_company, digest)
