"""Trades the CRM's word for a bearer of ours: the blob is good once, for an account that has us installed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from oauth import companies
from oauth.models import UNINSTALLED, Install
from plugin import db
from plugin.embed import blob
from plugin.embed.bearer import CompanyAdmin, Staff
from plugin.embed.blob import Opening
from plugin.embed.models import Seen
from plugin.errors import Forbidden, Unauthorized
from plugin.locations import book
from plugin.locations.verbs import NOBODY
from plugin.tenancy import tenant

RELOAD: Final = timedelta(seconds=60)  # a page that is reloaded may be given the same blob again


def sign_in(payload: str, now: datetime) -> Staff | CompanyAdmin:
    """Who has opened us: somebody in an account, or an admin of a company on its own page.

    Raises Unauthorized `sso_refused` or `sso_replayed`, Forbidden `not_installed` or `admins_only`.
    """
    opening = blob.read(payload, db.settings().crm_sso_keys)
    # The account in front of the user decides, not what kind of user they are.
    return _in_company(opening, now) if opening.crm_location_id is None else _in_account(opening, now)


def _in_account(opening: Opening, now: datetime) -> Staff:
    place = book.find(opening.crm_location_id or "")
    if place is None or place.crm_company_id != opening.crm_company_id:
        raise _not_installed("Smart Links is not installed for this account.")
    with tenant(place.location_id) as session:
        generation = session.scalar(select(Install.generation).where(Install.state != UNINSTALLED))
        if generation is None:
            raise _not_installed("Smart Links is not installed for this account.")
        _once(session, opening.digest, now)
    return Staff(
        location_id=place.location_id,
        company_id=place.company_id,
        user_id=opening.crm_user_id,
        role=opening.role,
        generation=generation,
        name=opening.name,
        email=opening.email,
        of_company=opening.of_company,
    )


def _in_company(opening: Opening, now: datetime) -> CompanyAdmin:
    if not opening.of_company or opening.role != "admin":
        raise Forbidden("Open Smart Links inside one of your accounts.", code="admins_only")
    company_id = companies.known(opening.crm_company_id)
    generation = None if company_id is None else companies.generation(company_id)
    if company_id is None or generation is None:
        raise _not_installed("Smart Links is not installed for any of your accounts.")
    with tenant(NOBODY) as session:
        _once(session, opening.digest, now)
    return CompanyAdmin(company_id, opening.crm_user_id, generation, opening.name, opening.email)


def _not_installed(message: str) -> Forbidden:
    return Forbidden(message, code="not_installed")


def _once(session: Session, digest: bytes, now: datetime) -> None:
    session.execute(insert(Seen).values(digest=digest, seen_at=now).on_conflict_do_nothing())
    seen_at = session.execute(select(Seen.seen_at).where(Seen.digest == digest)).scalar_one()
    if now - seen_at > RELOAD:
        raise Unauthorized("This page was opened before. Open Smart Links again from your CRM.", code="sso_replayed")
