"""PLAN_CHANGE: an account, or a company for the accounts that it pays for, moved to another plan."""

from __future__ import annotations

from typing import Final

from oauth import standing
from webhooks.event import Event
from webhooks.payers import each_paid_for

kind: Final = "PLAN_CHANGE"
label: Final = "Plan changed"


def work(event: Event) -> str:
    """Put what is named on its new plan; `waits` for tokens, `old` where later news were heeded already."""
    plan_id = event.text("newPlanId")
    if plan_id is None:
        return "nothing"
    return each_paid_for(event, lambda place: standing.change_plan(place, plan_id, event.at))
