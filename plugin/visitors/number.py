"""A visitor as a number: half the size of their key, and compared, sorted and counted several times as fast."""

from __future__ import annotations

import hashlib
from typing import Final

BYTES: Final = 8


def visitor_number(key: bytes) -> int:
    """64 bits of a visitor's key as PostgreSQL's bigint: what clicks carry.

    Hashed once more, so that keys of any length and make stay apart; the migration that shortened them did the same.
    """
    return int.from_bytes(hashlib.md5(key, usedforsecurity=False).digest()[:BYTES], "big", signed=True)
