"""One row of tokens, a location's or a company's, kept fresh: used as it is, left asleep, or renewed under its lock."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from typing import Final

from oauth import vault
from oauth.grant import Grant
from oauth.models import HEALTHY, NEEDS_REINSTALL, PARKED, UNINSTALLED, CompanyInstall, Install
from oauth.provider import GrantRefused
from plugin import db
from plugin.crm.errors import CrmError, CrmUnavailable, LocationInactive, NeedsReinstall

EARLY: Final = timedelta(minutes=10)
PARK_SHORTEST: Final = timedelta(minutes=1)
PARK_LONGEST: Final = timedelta(hours=1)
QUEUE_S: Final = 60
# Within a process callers queue here, so that no more than one of them holds a database connection while it waits.
_QUEUES: Final = {of: tuple(threading.Lock() for _ in range(64)) for of in ("location", "company")}
Row = Install | CompanyInstall
UNANSWERED: Final = "refresh_unanswered"
log = logging.getLogger(__name__)


def usable(row: Row, spent: str | None, until: datetime) -> str | None:
    """The stored token, where it is not `spent` and holds beyond `until`."""
    if row.state in {UNINSTALLED, NEEDS_REINSTALL} or row.access_token is None:
        return None
    if row.expires_at is None or row.expires_at <= until:
        return None
    token = vault.unseal(row.access_token, db.settings().vault_keys)
    return None if token == spent else token


def renewed(row: Row | None, spent: str | None, now: datetime, fresh: Callable[[], Grant]) -> str | CrmError:
    """Of a row under its lock: what another caller has stored meanwhile, or a `fresh` token, or why there is none."""
    if row is None or row.state in {UNINSTALLED, NEEDS_REINSTALL}:
        return NeedsReinstall("Smart Links has no access to this account in the CRM. Install it again.")
    held = usable(row, spent, now + EARLY)
    if held is not None:
        return held
    outcome = _asleep(row, now) or _fresh(row, now, fresh)
    if isinstance(outcome, str | NeedsReinstall):
        return outcome
    # It could not be renewed just now; what is left of the old one still works.
    return usable(row, spent, now) or outcome


def _asleep(row: Row, now: datetime) -> LocationInactive | None:
    """Not yet: each try of a parked install waits as long again as it has been parked, from a minute to an hour."""
    if row.state != PARKED or row.parked_at is None:
        return None
    pause = min(max(row.updated_at - row.parked_at, PARK_SHORTEST), PARK_LONGEST)
    return LocationInactive("The CRM has put this account to sleep.") if now < row.updated_at + pause else None


def _fresh(row: Row, now: datetime, fresh: Callable[[], Grant]) -> str | CrmError:
    try:
        grant = fresh()
    except GrantRefused:
        reason = "answer_lost" if row.state_reason == UNANSWERED else "grant_refused"
        log.warning("%s needs a reinstall: %s", row.whose, reason)
        mark(row, NEEDS_REINSTALL, reason, now)
        return NeedsReinstall("The CRM no longer gives us access to this account. Install Smart Links again.")
    except LocationInactive as asleep:
        row.parked_at = row.parked_at or now
        mark(row, PARKED, "location_inactive", now)
        return asleep
    except CrmUnavailable as fault:
        # The token may have been spent without our hearing of it; if so the next try is refused, and this says why.
        mark(row, row.state, UNANSWERED if row.refresh_token else row.state_reason, now)
        return fault
    except CrmError as fault:
        log.error("%s: no new token: %s", row.whose, fault.code)  # noqa: TRY400 - a trace adds nothing
        return fault
    keep(row, grant, now)
    return grant.access_token


def keep(row: Row, grant: Grant, now: datetime) -> None:
    """Store a grant's tokens, sealed; without a new refresh token the old one stays (RFC 6749, section 6)."""
    keys = db.settings().vault_keys
    row.access_token = vault.seal(grant.access_token, keys)
    if grant.refresh_token:
        row.refresh_token = vault.seal(grant.refresh_token, keys)
    row.expires_at = grant.expires_at
    row.scopes = list(grant.scopes) or row.scopes
    row.parked_at = None
    mark(row, HEALTHY, None, now)


def mark(row: Row, state: str, reason: str | None, now: datetime) -> None:
    """The row's state from now on, and why."""
    row.state, row.state_reason, row.updated_at = state, reason, now


@contextmanager
def queue(of: str, row_id: int) -> Iterator[None]:
    """This process's turn at one row; raises CrmUnavailable after a minute."""
    lock = _QUEUES[of][row_id % len(_QUEUES[of])]
    if not lock.acquire(timeout=QUEUE_S):
        raise CrmUnavailable("The CRM takes too long to renew our access.")
    try:
        yield
    finally:
        lock.release()
