"""From consent to a tenant and back: an install completed, learnt about, ended; each can be told twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from oauth import standing
from oauth.grant import Grant
from oauth.hosts import as_host
from oauth.models import HEALTHY, UNINSTALLED, Install
from oauth.tokens import keep
from oauth.trial import Trial
from plugin import db as database
from plugin.errors import Conflict, SmartLinksError
from plugin.jobs import later
from plugin.locations import verbs as locations
from plugin.locations.book import Place
from plugin.locations.models import Location
from plugin.tenancy import tenant, unscoped

MOST: Final = 500
Outcome = Literal["done", "waits", "old"]


@dataclass(frozen=True, slots=True)
class News:
    """What an INSTALL event tells of an install; None where it does not say, an empty host where there is none."""

    plan_id: str | None
    user_id: str | None
    whitelabel_host: str | None
    company_name: str | None
    trial: Trial | None = None


def complete(grant: Grant, now: datetime) -> Place:
    """Bring the location of a grant to life, or give it its new tokens; the ids are the token answer's, nobody else's.

    A location that had uninstalled begins its next generation. Raises Conflict `company_install` for a company's
    grant and SmartLinksError `oauth_refused` for one that opens no location; neither stores anything.
    """
    _check(grant)
    assert grant.crm_location_id is not None
    place = locations.settle(grant.crm_location_id, grant.crm_company_id, database.settings().default_plan)
    with tenant(place.location_id) as session:
        install = _locked(session, place.location_id)
        if install.state == UNINSTALLED:
            install.generation += 1
            standing.begin_anew(session, install)
            install.installed_at, install.uninstalled_at = now, None
        install.crm_user_id = grant.crm_user_id
        keep(install, grant, now)
        standing.heed_plan(session, install, grant.crm_plan_id, now)
        later(session, "describe_location", location_id=place.location_id)
    return place


def _check(grant: Grant) -> None:
    if grant.user_type == "Company":
        raise Conflict(
            "Nothing was installed: choose one account when you install. Installing for a whole company at once is"
            " not offered yet.",
            code="company_install",
        )
    if not (grant.crm_location_id and grant.crm_company_id and grant.refresh_token):
        raise SmartLinksError("The CRM did not say which account this is for.", code="oauth_refused", status=400)


def _locked(session: Session, location_id: int) -> Install:
    """The location's install under a row lock, made where there is none: of two callbacks one waits here."""
    session.execute(
        text("INSERT INTO installs (location_id, state) VALUES (:id, :state) ON CONFLICT (location_id) DO NOTHING"),
        {"id": location_id, "state": HEALTHY},
    )
    return session.execute(select(Install).with_for_update()).scalar_one()


def learn(place: Place, news: News, at: datetime) -> Outcome:
    """Keep what an INSTALL event of time `at` tells: `done`; `waits` for tokens; `old`: overtaken by a later event."""
    with tenant(place.location_id) as session:
        install = session.execute(select(Install).with_for_update()).scalar_one_or_none()
        if install is None or install.state == UNINSTALLED:
            return "waits"
        if _is_old(install, at):
            return "old"
        install.told_at = at
        install.crm_user_id = install.crm_user_id or news.user_id
        if news.whitelabel_host is not None:
            install.whitelabel_host = as_host(news.whitelabel_host)
        standing.heed_plan(session, install, news.plan_id, at)
        standing.heed_trial(install, news.trial)
        locations.name_company(session, place.company_id, news.company_name or "")
        return "done"


def end(place: Place, at: datetime) -> bool:
    """Uninstall as of `at`: sign-in and CRM work stop, tokens are erased, links keep redirecting.

    False where there is nothing to end: never installed, ended already, or installed anew after `at`.
    """
    with tenant(place.location_id) as session:
        install = session.execute(select(Install).with_for_update()).scalar_one_or_none()
        if install is None or install.state == UNINSTALLED or at < install.installed_at or _is_old(install, at):
            return False
        install.state, install.state_reason = UNINSTALLED, None
        install.access_token = install.refresh_token = install.expires_at = install.parked_at = None
        install.uninstalled_at = install.updated_at = install.told_at = at
        return True


def _is_old(install: Install, at: datetime) -> bool:
    return install.told_at is not None and at < install.told_at


def nameless() -> list[int]:
    """The locations that work but whose name the CRM has not told us yet."""
    wanted = select(Install.location_id).join(Location, Location.id == Install.location_id)
    with unscoped("cron", "find accounts without a name") as session:
        return list(session.scalars(wanted.where(Location.name == "", Install.state == HEALTHY).limit(MOST)))
