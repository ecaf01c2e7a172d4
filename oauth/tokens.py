"""A location's access token, kept fresh: refresh tokens are spent once, under a lock, and stored before use."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from oauth import provider, vault
from oauth.grant import Grant
from oauth.models import HEALTHY, NEEDS_REINSTALL, PARKED, UNINSTALLED, Install
from oauth.provider import GrantRefused
from plugin import db
from plugin.crm.client import Crm
from plugin.crm.errors import CrmError, CrmUnavailable, LocationInactive, NeedsReinstall
from plugin.locations.models import Location
from plugin.tenancy import tenant

EARLY: Final = timedelta(minutes=10)
PARK_SHORTEST: Final = timedelta(minutes=1)
PARK_LONGEST: Final = timedelta(hours=1)
QUEUE_S: Final = 60
# Within a process callers queue here, so that no more than one of them holds a database connection while it waits.
_QUEUES: Final = tuple(threading.Lock() for _ in range(64))
UNANSWERED: Final = "refresh_unanswered"
log = logging.getLogger(__name__)


def crm_for(location_id: int) -> Crm:
    """The CRM as this location's install may use it."""
    return Crm(db.settings().crm_api_url, partial(token_for, location_id))


def token_for(location_id: int, spent: str | None = None) -> str:
    """An access token that is not `spent` and has not expired, renewed early where it is soon to.

    Raises NeedsReinstall, LocationInactive (parked: tried again with growing pauses), RateLimited or CrmUnavailable.
    """
    with tenant(location_id) as session:
        held = _held(session, spent, datetime.now(UTC))
    if held is not None:
        return held
    with _queue(location_id):
        with tenant(location_id) as session:
            outcome = _renewed(session, spent, datetime.now(UTC))
        # Only now, with the new pair committed, is it used: a crash before this line loses nothing that is in use.
        if isinstance(outcome, CrmError):
            raise outcome
        return outcome


def _held(session: Session, spent: str | None, now: datetime) -> str | None:
    """The stored token where it can be used as it is."""
    install = session.execute(select(Install)).scalar_one_or_none()
    return None if install is None else _usable(install, spent, now + EARLY)


def _usable(install: Install, spent: str | None, until: datetime) -> str | None:
    if install.state in {UNINSTALLED, NEEDS_REINSTALL} or install.access_token is None:
        return None
    if install.expires_at is None or install.expires_at <= until:
        return None
    token = vault.unseal(install.access_token, db.settings().vault_keys)
    return None if token == spent else token


def _renewed(session: Session, spent: str | None, now: datetime) -> str | CrmError:
    """Under the install's row lock: what another caller has stored meanwhile, or a new token, or why there is none."""
    install = session.execute(select(Install).with_for_update()).scalar_one_or_none()
    if install is None or install.state in {UNINSTALLED, NEEDS_REINSTALL} or install.refresh_token is None:
        return NeedsReinstall("Smart Links has no access to this account in the CRM. Install it again.")
    held = _usable(install, spent, now + EARLY)
    if held is not None:
        return held
    outcome = _asleep(install, now) or _refresh(session, install, now)
    if isinstance(outcome, str | NeedsReinstall):
        return outcome
    # It could not be renewed just now; what is left of the old one still works.
    return _usable(install, spent, now) or outcome


def _asleep(install: Install, now: datetime) -> LocationInactive | None:
    """Not yet: each try of a parked install waits as long again as it has been parked, from a minute to an hour."""
    if install.state != PARKED or install.parked_at is None:
        return None
    pause = min(max(install.updated_at - install.parked_at, PARK_SHORTEST), PARK_LONGEST)
    return LocationInactive("The CRM has put this account to sleep.") if now < install.updated_at + pause else None


def _refresh(session: Session, install: Install, now: datetime) -> str | CrmError:
    keys = db.settings().vault_keys
    assert install.refresh_token is not None
    try:
        grant = provider.refresh(db.settings(), vault.unseal(install.refresh_token, keys), now)
    except GrantRefused:
        reason = "answer_lost" if install.state_reason == UNANSWERED else "grant_refused"
        log.warning("location %s needs a reinstall: %s", install.location_id, reason)
        _mark(install, NEEDS_REINSTALL, reason, now)
        return NeedsReinstall("The CRM no longer gives us access to this account. Install Smart Links again.")
    except LocationInactive as asleep:
        install.parked_at = install.parked_at or now
        _mark(install, PARKED, "location_inactive", now)
        return asleep
    except CrmUnavailable as fault:
        # The token may have been spent without our hearing of it; if so the next try is refused, and this says why.
        _mark(install, install.state, UNANSWERED, now)
        return fault
    except CrmError as fault:
        log.error("location %s: no new token: %s", install.location_id, fault.code)  # noqa: TRY400 - a trace adds nothing
        return fault
    if grant.crm_location_id not in {None, session.scalar(select(Location.crm_location_id))}:
        log.error("location %s: the CRM answered with another location's token", install.location_id)
        return CrmUnavailable("The CRM answered with another account's access.")
    keep(install, grant, now)
    return grant.access_token


def keep(install: Install, grant: Grant, now: datetime) -> None:
    """Store a grant's tokens, sealed; without a new refresh token the old one stays (RFC 6749, section 6)."""
    keys = db.settings().vault_keys
    install.access_token = vault.seal(grant.access_token, keys)
    if grant.refresh_token:
        install.refresh_token = vault.seal(grant.refresh_token, keys)
    install.expires_at = grant.expires_at
    install.scopes = list(grant.scopes) or install.scopes
    install.parked_at = None
    _mark(install, HEALTHY, None, now)


def _mark(install: Install, state: str, reason: str | None, now: datetime) -> None:
    install.state, install.state_reason, install.updated_at = state, reason, now


@contextmanager
def _queue(location_id: int) -> Iterator[None]:
    lock = _QUEUES[location_id % len(_QUEUES)]
    if not lock.acquire(timeout=QUEUE_S):
        raise CrmUnavailable("The CRM takes too long to renew our access.")
    try:
        yield
    finally:
        lock.release()
