"""Where tokens rest: sealed under the first of VAULT_KEYS, opened with any of them, so that keys can be changed."""

from __future__ import annotations

from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet

from plugin.errors import SmartLinksError


class VaultLocked(SmartLinksError):
    """None of VAULT_KEYS opens this: a key was taken away too early, or the row was tampered with."""

    code, status = "vault_locked", 500


def seal(secret: str, keys: tuple[str, ...]) -> bytes:
    """The secret under the newest key."""
    return _fernet(keys).encrypt(secret.encode())


def unseal(sealed: bytes, keys: tuple[str, ...]) -> str:
    """The secret, whichever of the keys it lies under; raises VaultLocked."""
    try:
        return _fernet(keys).decrypt(sealed).decode()
    except InvalidToken as fault:
        raise VaultLocked("VAULT_KEYS does not hold the key that a token was sealed with.") from fault


def rotate(sealed: bytes, keys: tuple[str, ...]) -> bytes:
    """The same secret under the newest key; raises VaultLocked."""
    try:
        return _fernet(keys).rotate(sealed)
    except InvalidToken as fault:
        raise VaultLocked("VAULT_KEYS does not hold the key that a token was sealed with.") from fault


def is_newest(sealed: bytes, keys: tuple[str, ...]) -> bool:
    """Whether the newest key alone opens this."""
    try:
        _fernet(keys[:1]).decrypt(sealed)
    except InvalidToken:
        return False
    return True


@lru_cache(maxsize=8)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    return MultiFernet([Fernet(key) for key in keys])
