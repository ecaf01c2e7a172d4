"""The gate: a verb asks here before it makes more of something, or uses what only some plans have."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal

from sqlalchemy import column, func, or_, select, table
from sqlalchemy.orm import Session

from plugin.errors import NotFound, PlanRefusal
from plugin.locations.models import Terms
from plugin.plans.plans import PLANS, Feature, Plan, plan_named
from plugin.tenancy import location_of

# Links stand above this room, so their table is named here and not imported.
LINKS: Final = table("links", column("paused"), column("expires_at"))
WORDS: Final = {"active_links": "active links"}


def plan_of(db: Session) -> Plan:
    """The plan that this session's location is on. Raises NotFound where it has no terms."""
    return _named(db.scalar(select(Terms.plan).where(Terms.location_id == location_of(db))))


def active_links(db: Session) -> int:
    """How many links are active by the database's clock: not deleted, not paused, not expired."""
    lives_on = or_(LINKS.c.expires_at.is_(None), LINKS.c.expires_at > func.now())
    return db.scalar(select(func.count()).select_from(LINKS).where(LINKS.c.paused.is_(False), lives_on)) or 0


USED: Final[dict[str, Callable[[Session], int]]] = {"active_links": active_links}


def require(db: Session, limit: Literal["active_links"]) -> None:
    """Make room for one more, or raise PlanRefusal `plan_limit` with `{limit, used, plan_with_it}`.

    Holds the location's terms until the transaction ends, so that of two who take the last place one is refused.
    """
    plan = _named(db.scalar(select(Terms.plan).where(Terms.location_id == location_of(db)).with_for_update()))
    most: int | None = getattr(plan, limit)
    if most is None:
        return
    used = USED[limit](db)
    if used < most:
        return
    larger = (other for other in PLANS if getattr(other, limit) is None or getattr(other, limit) > used)
    raise PlanRefusal(
        f"All {most:,} {WORDS[limit]} of {plan.label} are in use. Pause or delete some, or move to a larger plan.",
        code="plan_limit",
        limit=most,
        used=used,
        plan_with_it=_name(next(larger, None)),
    )


def require_feature(db: Session, feature: Feature, field: str) -> None:
    """Pass if the location's plan has it, or raise PlanRefusal `plan_feature` with `{feature, field, plan_with_it}`."""
    plan = plan_of(db)
    if feature in plan.features:
        return
    having = next((other for other in PLANS if feature in other.features), None)
    raise PlanRefusal(
        f"This is not part of {plan.label}." + (f" It comes with {having.label}." if having else ""),
        code="plan_feature",
        feature=feature,
        plan_with_it=_name(having),
        field=field,
    )


def _named(name: str | None) -> Plan:
    if name is None:
        raise NotFound("This account has no plan.")
    return plan_named(name)


def _name(plan: Plan | None) -> str | None:
    return plan.name if plan else None
