"""Is an account on the plan that the marketplace has it on: asked once a day, for an event may have been lost."""

from __future__ import annotations

import logging
from datetime import datetime, timedelta
from typing import Final

from sqlalchemy import or_, select

from oauth.models import HEALTHY, Install
from oauth.standing import heed_plan
from oauth.tokens import crm_for
from plugin import db as database
from plugin.crm import installer
from plugin.crm.errors import CrmError
from plugin.tenancy import tenant, unscoped

EVERY: Final = timedelta(days=1)
log = logging.getLogger(__name__)


def unchecked(now: datetime, most: int) -> list[int]:
    """Up to `most` locations that work and of which it is a day since the marketplace was asked, or longer."""
    is_due = or_(Install.plan_checked_at.is_(None), Install.plan_checked_at < now - EVERY)
    wanted = select(Install.location_id).where(Install.state == HEALTHY, is_due)
    with unscoped("cron", "find plans to compare") as session:
        return list(session.scalars(wanted.order_by(Install.plan_checked_at.nulls_first()).limit(most)))


def reconcile(location_id: int, now: datetime) -> None:
    """Put a location on the plan that the marketplace has it on; nothing where that was done within the day.

    Where the CRM does not say, the account stays on its plan and the CRM is asked again the next day.
    """
    if not _claimed(location_id, now):
        return
    try:
        plan_id = installer.plan_id(crm_for(location_id), database.settings().crm_app_id)
    except CrmError as fault:
        log.warning("location %s: its plan was not compared: %s", location_id, fault.code)
        return
    with tenant(location_id) as session:
        install = session.execute(select(Install).with_for_update()).scalar_one()
        # Of the time before it was asked: what an event told meanwhile is newer.
        heed_plan(session, install, plan_id, now)


def _claimed(location_id: int, now: datetime) -> bool:
    with tenant(location_id) as session:
        install = session.execute(select(Install).with_for_update()).scalar_one_or_none()
        if install is None or install.state != HEALTHY:
            return False
        if install.plan_checked_at is not None and install.plan_checked_at >= now - EVERY:
            return False
        install.plan_checked_at = now
        return True
