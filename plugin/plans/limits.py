"""The gate: a verb asks here before it makes more of something, or uses what only some plans have."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, Literal

from sqlalchemy import column, func, or_, select, table
from sqlalchemy.orm import Session

from plugin.errors import NotFound, PlanRefusal
from plugin.locations.models import Terms
from plugin.plans.plans import PLANS, Feature, Plan, plan_named
from plugin.tenancy import location_of

# Links stand above this room, so their table is named here and not imported.
LINKS: Final = table("links", column("paused"), column("expires_at"))
WORDS: Final = {"active_links": "active links"}


@dataclass(frozen=True, slots=True)
class Standing:
    """The plan that a location is on, and whether it has lapsed: its payment failed and its time to settle it is over.

    Of a lapsed plan nothing new is made and what is paid rests; links keep redirecting, passwords keep guarding.
    """

    plan: Plan
    lapsed: bool

    @property
    def features(self) -> tuple[Feature, ...]:
        """What the location can do just now."""
        return () if self.lapsed else self.plan.features


def standing_of(db: Session, *, locked: bool = False) -> Standing:
    """How this session's location stands, `locked` until the transaction ends. Raises NotFound without terms."""
    wanted = select(Terms.plan, Terms.lapsed).where(Terms.location_id == location_of(db))
    row = db.execute(wanted.with_for_update() if locked else wanted).one_or_none()
    if row is None:
        raise NotFound("This account has no plan.")
    return Standing(plan_named(row.plan), row.lapsed)


def plan_of(db: Session) -> Plan:
    """The plan that this session's location is on. Raises NotFound where it has no terms."""
    return standing_of(db).plan


def active_links(db: Session) -> int:
    """How many links are active by the database's clock: not deleted, not paused, not expired."""
    lives_on = or_(LINKS.c.expires_at.is_(None), LINKS.c.expires_at > func.now())
    return db.scalar(select(func.count()).select_from(LINKS).where(LINKS.c.paused.is_(False), lives_on)) or 0


USED: Final[dict[str, Callable[[Session], int]]] = {"active_links": active_links}


def require(db: Session, limit: Literal["active_links"]) -> None:
    """Make room for one more, or raise PlanRefusal `plan_limit` with `{limit, used, plan_with_it}`, or `plan_lapsed`.

    Holds the location's terms until the transaction ends, so that of two who take the last place one is refused.
    """
    plan = _current(standing_of(db, locked=True))
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
    """Pass if the location's plan has it, or raise PlanRefusal with `{feature, field, plan_with_it}`.

    Its code is `plan_feature`, or `plan_lapsed` where the plan has it and rests.
    """
    standing = standing_of(db)
    plan = standing.plan
    if feature in standing.features:
        return
    if feature in plan.features:
        raise _lapsed(plan, feature=feature, field=field)
    having = next((other for other in PLANS if feature in other.features), None)
    raise PlanRefusal(
        f"This is not part of {plan.label}." + (f" It comes with {having.label}." if having else ""),
        code="plan_feature",
        feature=feature,
        plan_with_it=_name(having),
        field=field,
    )


def require_current(db: Session) -> None:
    """Asked before anything new is made. Raises PlanRefusal `plan_lapsed` where the location's plan has."""
    _current(standing_of(db))


def _current(standing: Standing) -> Plan:
    if standing.lapsed:
        raise _lapsed(standing.plan)
    return standing.plan


def _lapsed(plan: Plan, **details: Any) -> PlanRefusal:
    return PlanRefusal(
        "The last payment did not go through, so nothing new can be made. Your links keep working."
        " Settle the payment in your CRM, and all of it is back by itself.",
        code="plan_lapsed",
        plan_with_it=plan.name,
        **details,
    )


def _name(plan: Plan | None) -> str | None:
    return plan.name if plan else None
