"""A company's own install: one consent for many accounts, known by events that may come before it or long after."""

from __future__ import annotations

import logging
from datetime import datetime
from typing import Final

from sqlalchemy import or_, select, text
from sqlalchemy.orm import Session

from oauth import installs
from oauth.company_tokens import company_crm
from oauth.grant import Grant
from oauth.hosts import as_host
from oauth.installs import News, Outcome
from oauth.models import HEALTHY, PARKED, UNINSTALLED, CompanyInstall, Install
from oauth.renewal import keep
from plugin import db as database
from plugin.crm import installations
from plugin.crm.errors import CrmError, CrmUnavailable, RateLimited
from plugin.errors import SmartLinksError
from plugin.jobs import later
from plugin.locations import verbs as locations
from plugin.locations.models import Company
from plugin.locations.verbs import NOBODY
from plugin.tenancy import company, tenant, unscoped

ASKED: Final = 20  # companies that are asked about an account which nobody names
AT_ONCE: Final = 20
log = logging.getLogger(__name__)


def accept(grant: Grant, now: datetime) -> None:
    """Install what a grant is for: a location, or a company with the accounts that it chose.

    Raises SmartLinksError `oauth_refused` for a grant that opens neither.
    """
    if grant.user_type == "Location":
        installs.complete(grant, now)
    else:
        complete(grant, now)


def complete(grant: Grant, now: datetime) -> int:
    """Keep a company's grant and have its accounts listed; its id. One that had uninstalled begins a new generation."""
    if not (grant.crm_company_id and grant.refresh_token):
        raise SmartLinksError("The CRM did not say which company this is for.", code="oauth_refused", status=400)
    company_id = locations.settle_company(grant.crm_company_id)
    with company(company_id) as session:
        install = _locked(session, company_id)
        if install.state == UNINSTALLED:
            install.generation += 1
            install.installed_at, install.uninstalled_at = now, None
        install.crm_user_id, install.crm_plan_id = grant.crm_user_id, grant.crm_plan_id or install.crm_plan_id
        install.future, install.reconcile_at = grant.future, None
        keep(install, grant, now)
        later(session, "reconcile_company", company_id=company_id)
    return company_id


def _locked(session: Session, company_id: int) -> CompanyInstall:
    session.execute(
        text("INSERT INTO company_installs (company_id, state) VALUES (:id, :state) ON CONFLICT DO NOTHING"),
        {"id": company_id, "state": HEALTHY},
    )
    return session.execute(select(CompanyInstall).with_for_update()).scalar_one()


def learn(crm_company_id: str, news: News, at: datetime) -> Outcome:
    """Keep what an INSTALL event tells of a company itself: `done`, `waits` for its grant, or `old`."""
    company_id = known(crm_company_id)
    if company_id is None:
        return "waits"
    with company(company_id) as session:
        install = session.execute(select(CompanyInstall).with_for_update()).scalar_one_or_none()
        if install is None or install.state == UNINSTALLED:
            return "waits"
        if installs.is_old(install, at):
            return "old"
        install.told_at = at
        install.crm_plan_id = news.plan_id or install.crm_plan_id
        install.crm_user_id = install.crm_user_id or news.user_id
        if news.whitelabel_host is not None:
            install.whitelabel_host = as_host(news.whitelabel_host)
    with tenant(NOBODY) as session:
        locations.name_company(session, company_id, news.company_name or "")
    return "done"


def end(crm_company_id: str, at: datetime) -> bool:
    """Uninstall a company as of `at`; its accounts are ended one by one. False where there is nothing to end."""
    company_id = known(crm_company_id)
    if company_id is None:
        return False
    with company(company_id) as session:
        install = session.execute(select(CompanyInstall).with_for_update()).scalar_one_or_none()
        if install is None or install.state == UNINSTALLED or at < install.installed_at or installs.is_old(install, at):
            return False
        installs.close(install, at)
        return True


def known(crm_company_id: str) -> int | None:
    """Our id of a company that we have heard of."""
    with tenant(NOBODY) as session:
        return session.scalar(select(Company.id).where(Company.crm_company_id == crm_company_id))


def is_in_force(crm_company_id: str) -> bool:
    """Whether this company has installed us for its accounts."""
    company_id = known(crm_company_id)
    if company_id is None:
        return False
    with company(company_id) as session:
        return session.scalar(select(CompanyInstall.state)) not in {None, UNINSTALLED}


def generation(company_id: int) -> int | None:
    """That of the company's own install; 0 where only accounts of it have installed us, None where none has."""
    with company(company_id) as session:
        own = session.execute(select(CompanyInstall.generation, CompanyInstall.state)).one_or_none()
        if own is not None and own.state != UNINSTALLED:
            return int(own.generation)
        at_work = select(Install.location_id).where(Install.state != UNINSTALLED).limit(1)
        return 0 if session.scalar(at_work) is not None else None


def company_of(crm_location_id: str) -> str | None:
    """The company that has us in an account which an event names alone, by asking those that it may be.

    Those that get us in every later account come first. Raises CrmUnavailable or RateLimited where one that could not
    answer may be the one.
    """
    waiting: CrmError | None = None
    for company_id, crm_company_id in _candidates():
        try:
            crm, app_id = company_crm(company_id), database.settings().crm_app_id
            if installations.is_installed(crm, app_id, crm_company_id, crm_location_id):
                return crm_company_id
        except (CrmUnavailable, RateLimited) as fault:
            waiting = fault
        except CrmError as fault:
            log.info("company %s cannot be asked: %s", company_id, fault.code)
    if waiting:
        raise waiting
    return None


def _candidates() -> list[tuple[int, str]]:
    wanted = select(CompanyInstall.company_id, Company.crm_company_id).join(
        Company, Company.id == CompanyInstall.company_id
    )
    wanted = wanted.where(CompanyInstall.state == HEALTHY)
    wanted = wanted.order_by(CompanyInstall.future.desc(), CompanyInstall.installed_at.desc()).limit(ASKED)
    with unscoped("cron", "companies that an account may be of") as session:
        return [(row[0], row[1]) for row in session.execute(wanted)]


def due(now: datetime) -> list[int]:
    """The companies whose accounts are to be listed: installed just now, not for a day, or to be tried again."""
    at = CompanyInstall.reconcile_at
    wanted = select(CompanyInstall.company_id).where(CompanyInstall.state.in_((HEALTHY, PARKED)))
    wanted = wanted.where(or_(at.is_(None), at <= now)).order_by(at.nulls_first()).limit(AT_ONCE)
    with unscoped("cron", "companies to reconcile") as session:
        return list(session.scalars(wanted))
