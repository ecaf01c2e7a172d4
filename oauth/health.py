"""How our access to an account stands, as a person can be told: of its own grant, or of its company's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from oauth.models import HEALTHY, NEEDS_REINSTALL, UNINSTALLED, CompanyInstall, Install
from plugin.locations import verbs as locations
from plugin.tenancy import company


@dataclass(frozen=True, slots=True)
class Connection:
    """`state` is healthy, parked (the CRM has paused the account, or its company) or needs_reinstall; since when, why.

    `through_company` says that the company's install is what has to be mended.
    """

    state: str
    reason: str | None
    since: datetime
    through_company: bool


def connection(db: Session) -> Connection | None:
    """How the session's location stands; None where it was never installed."""
    install = db.execute(select(Install)).scalar_one_or_none()
    if install is None:
        return None
    worse = _of_company(locations.place(db).company_id) if install.via_company and install.state == HEALTHY else None
    return worse or _shown(install, through_company=install.via_company)


def _of_company(company_id: int) -> Connection | None:
    """How the company's own install stands, where that is not well."""
    with company(company_id) as session:
        own = session.execute(select(CompanyInstall)).scalar_one_or_none()
        return None if own is None or own.state == HEALTHY else _shown(own, through_company=True)


def _shown(row: Install | CompanyInstall, *, through_company: bool) -> Connection:
    state = NEEDS_REINSTALL if row.state == UNINSTALLED else row.state
    since = row.installed_at if state == HEALTHY else row.parked_at or row.updated_at
    return Connection(state, None if state == HEALTHY else row.state_reason, since, through_company)
