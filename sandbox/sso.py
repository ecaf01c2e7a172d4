"""The blob that tells an embedded page who looks at it: AES as crypto-js does it with a passphrase."""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
from typing import TYPE_CHECKING, Any, Final

from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes
from cryptography.hazmat.primitives.padding import PKCS7

from sandbox.answers import unprocessable

if TYPE_CHECKING:
    import sqlite3

MARK: Final = b"Salted__"
KEY_BYTES: Final = 32
IV_BYTES: Final = 16


def encrypt(text: str, passphrase: str, salt: bytes | None = None) -> str:
    """base64 of `Salted__`, the salt and AES-256-CBC under a key of EVP_BytesToKey (MD5, one round)."""
    salt = salt or secrets.token_bytes(8)
    key, iv = stretch(passphrase.encode(), salt)
    padder, cipher = PKCS7(128).padder(), Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    padded = padder.update(text.encode()) + padder.finalize()
    return base64.b64encode(MARK + salt + cipher.update(padded) + cipher.finalize()).decode()


def stretch(passphrase: bytes, salt: bytes) -> tuple[bytes, bytes]:
    """Key and initialisation vector of a passphrase, as OpenSSL derives them."""
    block = stretched = b""
    while len(stretched) < KEY_BYTES + IV_BYTES:
        block = hashlib.md5(block + passphrase + salt, usedforsecurity=False).digest()
        stretched += block
    return stretched[:KEY_BYTES], stretched[KEY_BYTES : KEY_BYTES + IV_BYTES]


def session(db: sqlite3.Connection, user_id: str, location_id: str | None) -> dict[str, Any]:
    """Who looks, where: the fields of crm/FACTS.md 2.3; raises 422 for a user or place that do not fit together."""
    row = db.execute("select * from users where id = ?", (user_id,)).fetchone()
    if row is None:
        raise unprocessable(f"user {user_id} is not known")
    user = json.loads(row["body"])
    if location_id and location_id not in places(db, user):
        raise unprocessable(f"user {user_id} has no access to location {location_id}")
    said = {
        "userId": user_id,
        "companyId": row["company_id"],
        "role": user["role"],
        "type": user["type"],
        "userName": user["name"],
        "email": user["email"],
    }
    return {**said, "activeLocation": location_id} if location_id else said


def places(db: sqlite3.Connection, user: dict[str, Any]) -> list[str]:
    """The locations that a user may open: all of the company's for its own people, else those named."""
    if user["type"] != "agency":
        return list(user["locations"])
    rows = db.execute("select id from locations where company_id = ? order by rowid", (user["companyId"],))
    return [row["id"] for row in rows]
