"""The plan as staff see it: what it holds, what it can do, and how much of it is used."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy.orm import Session

from plugin.plans.limits import active_links, plan_of


@dataclass(frozen=True, slots=True)
class PlanInUse:
    """A location's plan with its limits (None is no limit) and what is used of them."""

    name: str
    label: str
    limits: dict[str, int | None]
    features: tuple[str, ...]
    used: dict[str, int]


def plan_in_use(db: Session) -> PlanInUse:
    """The plan of this session's location. Raises NotFound where it has none."""
    plan = plan_of(db)
    limits = {"active_links": plan.active_links, "history_days": plan.history_days, "pages": plan.pages}
    return PlanInUse(plan.name, plan.label, limits, plan.features, {"active_links": active_links(db)})
