"""The plan as staff see it: what it holds, what it can do, how much of it is used, and what it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import DateTime, Text, column, func, select, table, update
from sqlalchemy.orm import Session

from plugin import db as database
from plugin.locations.models import Terms
from plugin.plans.limits import active_links, standing_of
from plugin.plans.plans import PLANS, Limit, Plan
from plugin.tenancy import location_of

# Installs stand above this room, so their table is named here and not imported.
MOMENT: Final = DateTime(timezone=True)
INSTALLS: Final = table(
    "installs", column("trial_ends_at", MOMENT), column("payment", Text), column("grace_until", MOMENT)
)


@dataclass(frozen=True, slots=True)
class PlanInUse:
    """A location's plan with its limits (None is no limit), what is used of them and what it can do just now.

    Of a plan that has `lapsed` the features rest: nothing new is made until the payment is settled. `payment` is the
    last that the marketplace told (complete, failed or pending; None: nothing yet). After a failed one all goes on
    until `grace_until`.
    """

    name: str
    label: str
    limits: dict[Limit, int | None]
    features: tuple[str, ...]
    used: dict[str, int]
    lapsed: bool
    trial_ends_at: datetime | None
    payment: str | None
    grace_until: datetime | None


@dataclass(frozen=True, slots=True)
class Choices:
    """The plans there are, and where the marketplace lists us; prices are told there, for companies set their own."""

    plans: tuple[Plan, ...]
    listing_url: str | None


def plan_in_use(db: Session) -> PlanInUse:
    """The plan of this session's location. Raises NotFound where it has none."""
    standing = standing_of(db)
    row = db.execute(select(INSTALLS)).one_or_none()
    trial_ends_at, payment, grace_until = row or (None, None, None)
    return PlanInUse(
        name=standing.plan.name,
        label=standing.plan.label,
        limits=standing.plan.limits,
        features=standing.features,
        used={"active_links": active_links(db)},
        lapsed=standing.lapsed,
        trial_ends_at=trial_ends_at,
        payment=payment,
        grace_until=grace_until,
    )


def choices() -> Choices:
    """What an account can move between."""
    return Choices(PLANS, database.settings().listing_url or None)


def lapse(db: Session) -> None:
    """The session's location has not paid in time: nothing new from now on, and what is paid rests."""
    _let_lapse(db, lapsed=True)


def wake(db: Session) -> None:
    """The session's location has paid: all that rested is back, and every front door hears of it."""
    _let_lapse(db, lapsed=False)


def _let_lapse(db: Session, *, lapsed: bool) -> None:
    changed = Terms.lapsed.is_(not lapsed)
    here = Terms.location_id == location_of(db)
    db.execute(update(Terms).where(here, changed).values(lapsed=lapsed, updated_at=func.now()))
