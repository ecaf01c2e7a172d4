"""A company's accounts as the CRM lists them and as we have them, brought together both ways."""

from __future__ import annotations

import time
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import select, update

from oauth import installs
from oauth.company_tokens import company_crm
from oauth.models import NEEDS_REINSTALL, UNINSTALLED, CompanyInstall, Install
from plugin import db
from plugin.crm import installations
from plugin.crm.client import Crm
from plugin.crm.installations import Installed
from plugin.jobs import tell
from plugin.locations import book
from plugin.locations.book import Place
from plugin.locations.models import Company, Location
from plugin.tenancy import company

DAY: Final = timedelta(days=1)
RETRY: Final = timedelta(minutes=10)
SLICE_S: Final = 2.0
LAG: Final = timedelta(hours=1)  # an account that was installed within it may be missing in the CRM's list
MOST_ENDED: Final = 200


def reconcile(company_id: int, now: datetime) -> str:
    """Bring to life what the CRM lists and we lack, end what we have and it no longer lists; the CRM's id of it.

    What is more than one job should do is left to the next, which is queued. Raises what a call of the CRM may; what
    was done by then stays done, and the company is due again in a while.
    """
    began = time.monotonic()
    crm_company_id = _due_again(company_id, now + RETRY)
    crm = company_crm(company_id)
    listed = installations.installed(crm, db.settings().crm_app_id, crm_company_id)
    ours = _ours(company_id)
    at_work = {place.crm_location_id for place, state, _ in ours if state != NEEDS_REINSTALL}
    # As long as the listing took, so that listing anew for what is left does not become the most of the work.
    until = max(time.monotonic() + SLICE_S, 2 * time.monotonic() - began)
    for crm_location_id, at in listed.since.items():
        if crm_location_id not in at_work:
            installs.adopt(crm_location_id, crm_company_id, at or now - LAG, now)
            if time.monotonic() > until:
                tell("reconcile_company", company_id=company_id)
                return crm_company_id
    if listed.whole:
        _end_missing(crm, listed, ours, now)
    with company(company_id) as session:
        told = {} if listed.future is None else {"future": listed.future}
        session.execute(update(CompanyInstall).values(reconcile_at=now + DAY, **told))
    return crm_company_id


def _due_again(company_id: int, at: datetime) -> str:
    """Put the next try down before this one begins, however it ends; the CRM's id of the company."""
    with company(company_id) as session:
        session.execute(update(CompanyInstall).values(reconcile_at=at))
        return session.execute(select(Company.crm_company_id).where(Company.id == company_id)).scalar_one()


def _ours(company_id: int) -> list[tuple[Place, str, bool]]:
    """The company's accounts that have not uninstalled, with the state of each and whether it came by the company."""
    wanted = book.PLACES.add_columns(Install.state, Install.via_company)
    wanted = wanted.join(Install, Install.location_id == Location.id).where(Install.state != UNINSTALLED)
    with company(company_id) as session:
        return [(Place(*row[:4]), row.state, row.via_company) for row in session.execute(wanted)]


def _end_missing(crm: Crm, listed: Installed, ours: list[tuple[Place, str, bool]], now: datetime) -> None:
    app_id = db.settings().crm_app_id
    missing = [place for place, _, via_company in ours if via_company and place.crm_location_id not in listed.since]
    for place in missing[:MOST_ENDED]:
        # Asked once more by name: a list that came out short must not end anybody.
        if not installations.is_installed(crm, app_id, place.crm_company_id, place.crm_location_id):
            installs.end(place, now - LAG)
