"""What the marketplace says of an install's plan, trial and payments: each in the order of its own times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import select
from sqlalchemy.orm import Session

from oauth.models import UNINSTALLED, Install
from oauth.trial import Trial
from plugin import db as database
from plugin.locations import verbs as locations
from plugin.locations.book import Place
from plugin.plans import verbs as plans
from plugin.plans.marketplace import plan_for
from plugin.tenancy import tenant

Payment = Literal["complete", "failed", "pending"]
PAYMENTS: Final[dict[str, Payment]] = {"COMPLETE": "complete", "FAILED": "failed", "PENDING": "pending"}
Outcome = Literal["done", "waits", "old"]
Heed = Callable[[Session, Install], bool]


def change_plan(place: Place, plan_id: str, at: datetime) -> Outcome:
    """Put an account on the plan that it has in the marketplace since `at`; `old`: overtaken by later news."""
    return _heard(place, lambda session, install: heed_plan(session, install, plan_id, at))


def hear_payment(place: Place, payment: Payment, at: datetime) -> Outcome:
    """Keep how the account's payment stands since `at`, and do what follows from it."""
    return _heard(place, lambda session, install: heed_payment(session, install, payment, at))


def _heard(place: Place, heed: Heed) -> Outcome:
    with tenant(place.location_id) as session:
        install = session.execute(select(Install).with_for_update()).scalar_one_or_none()
        if install is None or install.state == UNINSTALLED:
            return "waits"
        return "done" if heed(session, install) else "old"


def heed_plan(session: Session, install: Install, plan_id: str | None, at: datetime) -> bool:
    """The plan of a locked install by the marketplace's id; False where news of a later time were heeded already.

    Without an id nothing is said, and one that CRM_PLANS does not name is kept, while the account stays on its plan.
    """
    if install.plan_told_at is not None and at < install.plan_told_at:
        return False
    if plan_id:
        install.crm_plan_id, install.plan_told_at = plan_id, at
        plan = plan_for(plan_id)
        if plan:
            locations.put_on_plan(session, plan)
    return True


def heed_token(session: Session, install: Install, plan_id: str | None, now: datetime) -> None:
    """The plan that a renewed token of a locked install carries: believed where it is the first word of this install.

    Later it may be older than what events told since. Where it differs, the marketplace is asked at the next turn.
    """
    if install.plan_told_at is None or install.plan_told_at < install.installed_at:
        heed_plan(session, install, plan_id, now)
    elif plan_id and plan_id != install.crm_plan_id:
        install.plan_checked_at = None


def heed_trial(install: Install, trial: Trial | None) -> None:
    """Keep when the trial of a locked install ends, where that is told."""
    if trial is not None:
        install.trial_ends_at = trial.ends_at


def heed_payment(session: Session, install: Install, payment: Payment, at: datetime) -> bool:
    """The payment of a locked install; False where news of a later time were heeded already.

    The first that fails starts the time of grace, more failures do not prolong it, and one that is complete ends it.
    """
    if install.payment_told_at is not None and at < install.payment_told_at:
        return False
    install.payment, install.payment_told_at = payment, at
    if payment == "failed" and install.grace_until is None:
        install.grace_until = at + timedelta(days=database.settings().grace_days)
    if payment == "complete":
        install.grace_until = None
        plans.wake(session)
    return True


def is_paid_by_company(place: Place) -> bool:
    """Whether the account is installed by way of its company, which pays for it then."""
    with tenant(place.location_id) as session:
        return session.scalar(select(Install.via_company)) is True


def begin_anew(session: Session, install: Install) -> None:
    """What a locked install's earlier generation owed is over; news from before its uninstall change nothing."""
    install.plan_told_at = install.payment_told_at = install.uninstalled_at
    install.trial_ends_at = install.payment = install.grace_until = None
    plans.wake(session)
