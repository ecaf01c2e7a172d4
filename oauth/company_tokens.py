"""A company's access token: the only one whose refresh token rotates for all of the company's accounts."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial

from sqlalchemy import select
from sqlalchemy.orm import Session

from oauth import provider, renewal, vault
from oauth.grant import Grant
from oauth.models import CompanyInstall
from plugin import db
from plugin.crm.client import Crm
from plugin.crm.errors import CrmError, CrmUnavailable
from plugin.locations.models import Company
from plugin.tenancy import company


def company_crm(company_id: int) -> Crm:
    """The CRM as this company's own install may use it."""
    return Crm(db.settings().crm_api_url, partial(company_token, company_id), f"company:{company_id}")


def company_token(company_id: int, spent: str | None = None) -> str:
    """An access token that is not `spent` and has not expired; raises as `oauth.tokens.token_for` does."""
    with company(company_id) as session:
        row = session.execute(select(CompanyInstall)).scalar_one_or_none()
        held = None if row is None else renewal.usable(row, spent, datetime.now(UTC) + renewal.EARLY)
    if held is not None:
        return held
    with renewal.queue("company", company_id):
        with company(company_id) as session:
            row = session.execute(select(CompanyInstall).with_for_update()).scalar_one_or_none()
            now = datetime.now(UTC)
            outcome = renewal.renewed(row, spent, now, partial(_refreshed, session, row, now))
        # Only now, with the new pair committed, is it used: a crash before this line loses nothing that is in use.
        if isinstance(outcome, CrmError):
            raise outcome
        return outcome


def _refreshed(session: Session, row: CompanyInstall | None, now: datetime) -> Grant:
    if row is None or row.refresh_token is None:
        raise provider.GrantRefused("This company has no grant.")
    settings = db.settings()
    grant = provider.refresh(settings, vault.unseal(row.refresh_token, settings.vault_keys), now, "Company")
    known = session.scalar(select(Company.crm_company_id).where(Company.id == row.company_id))
    if grant.crm_location_id is not None or grant.crm_company_id not in {"", known}:
        raise CrmUnavailable("The CRM answered with another company's access.")
    return grant
