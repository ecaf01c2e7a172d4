"""Tries a visitor's password: wrong guesses are counted, and what checking them costs never holds up clicks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import text
from sqlalchemy.orm import Session

from plugin import db
from plugin.clicks import cookies
from plugin.clicks.decide import Page
from plugin.clicks.gated import Asking, Opened
from plugin.clicks.gates import password
from plugin.clicks.seats import seated
from plugin.rates import Rate, neighbours
from plugin.tenancy import tenant

LONGEST: Final = 1_024  # bytes; a longer one is nobody's, and would cost to hash
WINDOW_S: Final = 600
# Wrong guesses: of one address at one link, and of all addresses together at one link.
BY_ADDRESS: Final = Rate("guess", 10, WINDOW_S)
BY_LINK: Final = Rate("guess-link", 300, WINDOW_S)
EMPTY: Final = Page(password.kind, password.outcome, 422)
WRONG: Final = Page(password.kind, password.outcome, 403)
MANY: Final = Page("many", password.outcome, 429)
LOCK: Final = text("SELECT password_hash, password_version FROM links WHERE id = :link_id")
_hasher = PasswordHasher()  # to verify; how costly a hash is to compare is written in it


class Lock(NamedTuple):
    """What a link keeps of its password."""

    hash: str
    version: int


@seated(password.outcome)
def open_password(asking: Asking, posted: Mapping[str, str]) -> Opened:
    """Let on whoever knows the link's password, and for a day whoever brings the cookie of this answer."""
    live, asked = asking.found.live, asking.asked
    guess = posted.get("password", "")
    if not guess:
        return Opened(asked.passes, page=EMPTY, shown={"fault": "empty"})
    whose = (live.link_id, neighbours(asked.visitor.address))
    wait_s = BY_ADDRESS.take(*whose) or BY_LINK.take(live.link_id)
    if wait_s:
        return Opened(asked.passes, page=MANY, shown={"retry_s": wait_s})
    with tenant(live.location_id) as session:
        lock = lock_of(session, live.link_id)
    # No transaction is open while the guess is hashed.
    if lock is None or not fits(lock.hash, guess):
        return Opened(asked.passes, page=WRONG, shown={"fault": "wrong"})
    BY_ADDRESS.give_back(*whose)
    BY_LINK.give_back(live.link_id)
    # This process may know of an older version still; what counts is the one that was just compared.
    kept = cookies.unlocked(live.link_id, lock.version, db.settings().secret_key)
    passes = asked.passes._replace(unlocked=live.password)
    return Opened(passes, (cookies.set_cookie(cookies.UNLOCKED, kept, live.slug),))


def lock_of(session: Session, link_id: int) -> Lock | None:
    """The link's lock; None where it has no password any more, of which this process will hear in a moment."""
    row = session.execute(LOCK, {"link_id": link_id}).one_or_none()
    return Lock(row.password_hash, row.password_version) if row and row.password_hash else None


def fits(known: str, guess: str) -> bool:
    """Whether the guess is what the argon2 hash was made of."""
    typed = guess.encode("utf-8", "replace")
    if len(typed) > LONGEST:
        return False
    try:
        return _hasher.verify(known, typed)
    except (VerificationError, InvalidHashError):
        return False
