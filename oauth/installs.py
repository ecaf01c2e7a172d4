"""From consent to a tenant and back: an install completed, adopted, learnt about, ended; each can be told twice."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final, Literal

from sqlalchemy import select, text
from sqlalchemy.orm import Session

from oauth import standing
from oauth.grant import Grant
from oauth.hosts import as_host
from oauth.models import HEALTHY, NEEDS_REINSTALL, UNINSTALLED, Install
from oauth.renewal import Row, keep, mark
from oauth.trial import Trial
from plugin import db as database
from plugin.errors import SmartLinksError
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
    """Bring the location of its own grant to life, or give it its new tokens; the ids are the token answer's alone.

    A location that had uninstalled begins its next generation; one that its company had brought stands on its own
    from now on. Raises SmartLinksError `oauth_refused` for a grant that opens no location; it stores nothing.
    """
    if not (grant.crm_location_id and grant.crm_company_id and grant.refresh_token):
        raise SmartLinksError("The CRM did not say which account this is for.", code="oauth_refused", status=400)
    place = locations.settle(grant.crm_location_id, grant.crm_company_id, database.settings().default_plan)
    with tenant(place.location_id) as session:
        install, _ = _locked(session, place.location_id)
        if install.state == UNINSTALLED:
            _begin_anew(session, install, now)
        install.crm_user_id, install.via_company = grant.crm_user_id, False
        keep(install, grant, now)
        standing.heed_plan(session, install, grant.crm_plan_id, now)
        later(session, "describe_location", location_id=place.location_id)
    return place


def adopt(crm_location_id: str, crm_company_id: str, at: datetime, now: datetime) -> Place:
    """Bring a location to life that its company has us in since `at`; its tokens are minted when they are needed.

    One that works is left as it is, and so is one that has uninstalled since.
    """
    place = locations.settle(crm_location_id, crm_company_id, database.settings().default_plan)
    with tenant(place.location_id) as session:
        install, is_new = _locked(session, place.location_id)
        if is_new:
            install.installed_at = at
        elif install.state == UNINSTALLED and not is_old(install, at):
            _begin_anew(session, install, at)
        elif install.state != NEEDS_REINSTALL:
            return place
        install.via_company, install.parked_at = True, None
        install.access_token = install.refresh_token = install.expires_at = None
        mark(install, HEALTHY, None, now)
        later(session, "describe_location", location_id=place.location_id)
    return place


def _locked(session: Session, location_id: int) -> tuple[Install, bool]:
    """The location's install under a row lock, and whether it was made just now: of two callbacks one waits here."""
    made = session.execute(
        text(
            "INSERT INTO installs (location_id, state) VALUES (:id, :state) ON CONFLICT (location_id) DO NOTHING"
            " RETURNING location_id"
        ),
        {"id": location_id, "state": HEALTHY},
    ).scalar()
    return session.execute(select(Install).with_for_update()).scalar_one(), made is not None


def _begin_anew(session: Session, install: Install, at: datetime) -> None:
    install.generation += 1
    standing.begin_anew(session, install)
    install.installed_at, install.uninstalled_at, install.erased_at = at, None, None


def learn(place: Place, news: News, at: datetime) -> Outcome:
    """Keep what an INSTALL event of time `at` tells: `done`; `waits` for tokens; `old`: overtaken by a later event."""
    with tenant(place.location_id) as session:
        install = session.execute(select(Install).with_for_update()).scalar_one_or_none()
        if install is None or install.state == UNINSTALLED:
            return "waits"
        if is_old(install, at):
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
        if install is None or install.state == UNINSTALLED or at < install.installed_at or is_old(install, at):
            return False
        close(install, at)
        return True


def end_now(place: Place, now: datetime) -> None:
    """Uninstall whatever was told of the install, by a clock that may go ahead of ours."""
    with tenant(place.location_id) as session:
        install = session.execute(select(Install).with_for_update()).scalar_one()
        if install.state != UNINSTALLED:
            close(install, max(now, install.installed_at, install.told_at or now))


def close(install: Row, at: datetime) -> None:
    """Put a locked install out of use as of `at`, its tokens erased."""
    mark(install, UNINSTALLED, None, at)
    install.access_token = install.refresh_token = install.expires_at = install.parked_at = None
    install.uninstalled_at = install.told_at = at


def is_old(install: Row, at: datetime) -> bool:
    """Whether an event of a later time than `at` was heeded already."""
    return install.told_at is not None and at < install.told_at


def nameless() -> list[int]:
    """The locations that work but whose name the CRM has not told us yet."""
    wanted = select(Install.location_id).join(Location, Location.id == Install.location_id)
    with unscoped("cron", "find accounts without a name") as session:
        return list(session.scalars(wanted.where(Location.name == "", Install.state == HEALTHY).limit(MOST)))
