"""Sets a link's password: kept as a hash alone, and made so that it costs us little and a thief much."""

from __future__ import annotations

import threading
from typing import Final

from argon2 import PasswordHasher

from plugin.errors import Invalid, Unavailable
from plugin.fields import UNFIT
from plugin.links.models import Link

LONGEST: Final = 128
# argon2id with 19 MiB and two rounds: OWASP's floor, about 20 ms, since each try of a visitor costs the same again.
HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
AT_ONCE: Final = 2  # each takes memory and a core; more than this wait
PATIENCE_S: Final = 5.0

_seats = threading.BoundedSemaphore(AT_ONCE)


def set_password(link: Link, text: str | None) -> None:
    """Lock a link, which ends what earlier passwords opened; None unlocks it. Raises as `check_password`.

    Raises Unavailable (`busy`) where too many are being set.
    """
    if text is None:
        link.password_hash = None
        return
    check_password(text)
    if not _seats.acquire(timeout=PATIENCE_S):
        raise Unavailable("Many passwords are being set just now. Try again in a moment.", code="busy")
    try:
        link.password_hash = HASHER.hash(text)
    finally:
        _seats.release()
    link.password_version = (link.password_version or 0) + 1


def check_password(text: str) -> None:
    """Raises Invalid (`password_invalid`) unless it is 1 to LONGEST characters, all of which can be typed."""
    if not 1 <= len(text) <= LONGEST:
        raise Invalid("password", f"Use 1 to {LONGEST} characters.", code="password_invalid")
    if UNFIT.search(text):
        raise Invalid("password", "Leave out control characters and line breaks.", code="password_invalid")
