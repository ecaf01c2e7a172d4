"""The end of the time that an account has to settle a failed payment."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from sqlalchemy import select

from oauth.models import UNINSTALLED, Install
from plugin.locations.models import Terms
from plugin.plans import verbs as plans
from plugin.tenancy import tenant, unscoped

MOST: Final = 500


def lapse_overdue(now: datetime) -> None:
    """Let the plans lapse whose payment failed and was not settled in time, MOST at a time."""
    overdue = select(Install.location_id).join(Terms, Terms.location_id == Install.location_id)
    overdue = overdue.where(Install.grace_until <= now, Install.state != UNINSTALLED, Terms.lapsed.is_(False))
    with unscoped("cron", "find plans whose grace is over") as session:
        found = session.scalars(overdue.order_by(Install.grace_until).limit(MOST)).all()
    for location_id in found:
        _lapse(location_id, now)


def _lapse(location_id: int, now: datetime) -> None:
    with tenant(location_id) as session:
        # Looked at again under the lock: the payment may have gone through meanwhile.
        install = session.execute(select(Install).with_for_update()).scalar_one()
        if install.grace_until is not None and install.grace_until <= now:
            plans.lapse(session)
