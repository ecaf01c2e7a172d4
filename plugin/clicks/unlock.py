"""Tries a visitor's password: guesses are counted, and what checking them costs never holds up clicks."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin.rates import Rate, neighbours

LONGEST: Final = 1_024  # bytes; a longer one is nobody's, and would cost to hash
WINDOW_S: Final = 600
# Wrong guesses: of one address at one link, and of all addresses together at one link.
BY_ADDRESS: Final = Rate("guess", 10, WINDOW_S)
BY_LINK: Final = Rate("guess-link", 300, WINDOW_S)
PATIENCE_S: Final = 1.0
HASH: Final = text("SELECT password_hash, password_version FROM links WHERE id = :link_id")
_hasher = PasswordHasher()
# One is being checked, one may wait its turn: further threads of this process stay free for clicks.
_seats = threading.BoundedSemaphore(2)
_desk = threading.Lock()


@dataclass(frozen=True, slots=True)
class Lock:
    """What a link keeps of its password."""

    hash: str
    version: int


@dataclass(frozen=True, slots=True)
class Try:
    """What came of a guess: `right`, `wrong`, `many` (wait so many seconds) or `busy`."""

    result: str
    wait_s: int = 0


def lock_of(db: Session, link_id: int) -> Lock | None:
    """The link's lock; None where it has no password any more."""
    row = db.execute(HASH, {"link_id": link_id}).one_or_none()
    return Lock(row.password_hash, row.password_version) if row and row.password_hash else None


def try_password(lock: Lock, link_id: int, guess: str, address: str) -> Try:
    """Whether the guess is the password. Only wrong ones count against the address and the link."""
    whose = (link_id, neighbours(address))
    wait = BY_ADDRESS.take(*whose) or BY_LINK.take(link_id)
    if wait:
        return Try("many", wait)
    result = _verify(lock.hash, guess)
    if result != "wrong":
        BY_ADDRESS.give_back(*whose)
        BY_LINK.give_back(link_id)
    return Try(result)


def _verify(known: str, guess: str) -> str:
    if len(guess.encode("utf-8", "replace")) > LONGEST:
        return "wrong"
    if not _seats.acquire(blocking=False):
        return "busy"
    try:
        if not _desk.acquire(timeout=PATIENCE_S):
            return "busy"
        try:
            return "right" if _fits(known, guess) else "wrong"
        finally:
            _desk.release()
    finally:
        _seats.release()


def _fits(known: str, guess: str) -> bool:
    try:
        return _hasher.verify(known, guess.encode("utf-8", "replace"))
    except (VerificationError, InvalidHashError):
        return False
