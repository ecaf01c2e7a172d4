"""Trades the CRM's word for a bearer of ours: the blob is good once, for an account that has us installed."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from oauth.models import UNINSTALLED, Install
from plugin import db
from plugin.embed import blob
from plugin.embed.bearer import Staff
from plugin.embed.blob import Opening
from plugin.embed.models import Seen
from plugin.errors import Forbidden, Unauthorized
from plugin.locations import book
from plugin.tenancy import tenant

RELOAD: Final = timedelta(seconds=60)  # a page that is reloaded may be given the same blob again


def sign_in(payload: str, now: datetime) -> Staff:
    """Who has opened us. Raises Unauthorized `sso_refused` or `sso_replayed`, Forbidden `not_installed`."""
    opening = blob.read(payload, db.settings().crm_sso_keys)
    # The account in front of the user decides, not what kind of user they are.
    place = book.find(opening.crm_location_id) if opening.crm_location_id else None
    if place is None or place.crm_company_id != opening.crm_company_id:
        raise _not_installed(opening)
    with tenant(place.location_id) as session:
        generation = session.scalar(select(Install.generation).where(Install.state != UNINSTALLED))
        if generation is None:
            raise _not_installed(opening)
        _once(session, opening.digest, now)
    return Staff(
        location_id=place.location_id,
        company_id=place.company_id,
        user_id=opening.crm_user_id,
        role=opening.role,
        generation=generation,
        name=opening.name,
        email=opening.email,
    )


def _not_installed(opening: Opening) -> Forbidden:
    if opening.crm_location_id is None:
        return Forbidden("Open Smart Links inside one of your accounts.", code="not_installed")
    return Forbidden("Smart Links is not installed for this account.", code="not_installed")


def _once(session: Session, digest: bytes, now: datetime) -> None:
    session.execute(insert(Seen).values(digest=digest, seen_at=now).on_conflict_do_nothing())
    seen_at = session.execute(select(Seen.seen_at).where(Seen.digest == digest)).scalar_one()
    if now - seen_at > RELOAD:
        raise Unauthorized("This page was opened before. Open Smart Links again from your CRM.", code="sso_replayed")
