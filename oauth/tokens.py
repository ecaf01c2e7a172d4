"""A location's access token, kept fresh: refreshed by its own grant, or minted of its company's."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Final

from sqlalchemy import select
from sqlalchemy.orm import Session

from oauth import provider, renewal, standing, vault
from oauth.company_tokens import company_crm, company_token
from oauth.grant import Grant, grant_of
from oauth.models import Install
from oauth.provider import GrantRefused
from plugin import db
from plugin.crm import installations
from plugin.crm.client import Crm
from plugin.crm.errors import CrmError, CrmNotFound, CrmRefused, CrmUnavailable, NeedsReinstall, ScopeMissing
from plugin.locations import verbs as locations
from plugin.locations.book import Place
from plugin.tenancy import tenant

NOT_THERE: Final = ("access to this location", "not installed")
FORBIDDEN: Final = 403


def crm_for(location_id: int) -> Crm:
    """The CRM as this location's install may use it."""
    return Crm(db.settings().crm_api_url, partial(token_for, location_id), f"location:{location_id}")


def token_for(location_id: int, spent: str | None = None) -> str:
    """An access token that is not `spent` and has not expired, renewed early where it is soon to.

    Raises NeedsReinstall, LocationInactive (parked: tried again with growing pauses), RateLimited or CrmUnavailable.
    """
    held, through = _held(location_id, spent, renewal.EARLY)
    if held is not None:
        return held
    with renewal.queue("location", location_id):
        if through is not None:
            try:
                # Before a connection and a row of one of the company's locations are held for it.
                company_token(through)
            except CrmError:
                left, _ = _held(location_id, spent, timedelta(0))
                if left is None:
                    raise
                return left
        with tenant(location_id) as session:
            outcome = _renewed(session, spent, datetime.now(UTC))
        # Only now, with the new pair committed, is it used: a crash before this line loses nothing that is in use.
        if isinstance(outcome, CrmError):
            raise outcome
        return outcome


def _held(location_id: int, spent: str | None, margin: timedelta) -> tuple[str | None, int | None]:
    """The stored token where it can be used as it is, and the company whose grant it comes by, if it does."""
    with tenant(location_id) as session:
        install = session.execute(select(Install)).scalar_one_or_none()
        if install is None:
            return None, None
        through = locations.place(session).company_id if install.via_company else None
        return renewal.usable(install, spent, datetime.now(UTC) + margin), through


def _renewed(session: Session, spent: str | None, now: datetime) -> str | CrmError:
    install = session.execute(select(Install).with_for_update()).scalar_one_or_none()
    return renewal.renewed(install, spent, now, partial(_fresh, session, install, now))


def _fresh(session: Session, install: Install | None, now: datetime) -> Grant:
    """A new grant for a locked install. Raises GrantRefused where none will ever be had in this way."""
    assert install is not None, "whoever renews has looked"
    place = locations.place(session)
    if install.via_company:
        return _minted(session, install, place, now)
    try:
        return _refreshed(session, install, place, now)
    except GrantRefused as lost:
        # A location's own refresh token is lost for good; its company's grant, if there is one, still opens it.
        try:
            grant = _minted(session, install, place, now)
        except (GrantRefused, NeedsReinstall, CrmRefused, ScopeMissing):
            raise lost from None
        install.via_company, install.refresh_token = True, None
        return grant


def _refreshed(session: Session, install: Install, place: Place, now: datetime) -> Grant:
    settings = db.settings()
    if install.refresh_token is None:
        raise GrantRefused("This account has no grant.")
    grant = provider.refresh(settings, vault.unseal(install.refresh_token, settings.vault_keys), now)
    if grant.crm_location_id not in {None, place.crm_location_id}:
        raise CrmUnavailable("The CRM answered with another account's access.")
    standing.heed_token(session, install, grant.crm_plan_id, now)
    return grant


def _minted(session: Session, install: Install, place: Place, now: datetime) -> Grant:
    """A token of one location out of its company's; the refresh token that comes with it is let go of."""
    try:
        body = installations.location_token(company_crm(place.company_id), place.crm_company_id, place.crm_location_id)
    except CrmNotFound as gone:
        raise GrantRefused("The CRM does not have us in this account.") from gone
    except CrmRefused as refused:
        if refused.crm_status == FORBIDDEN or any(words in refused.crm_message.lower() for words in NOT_THERE):
            raise GrantRefused("The CRM does not have us in this account.") from refused
        raise
    grant = grant_of({**body, "userType": "Location"}, now)
    if grant.crm_location_id not in {None, place.crm_location_id}:
        raise CrmUnavailable("The CRM answered with another account's access.")
    standing.heed_token(session, install, grant.crm_plan_id, now)
    return replace(grant, refresh_token=None)
