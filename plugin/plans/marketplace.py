"""Which of our plans one of the marketplace's is: by its id and the settings, never by its price or name."""

from __future__ import annotations

import logging
from typing import Final

from prometheus_client import Counter

from plugin import db

UNKNOWN: Final = Counter("smartlinks_unknown_plans", "Plans that the CRM told us of and CRM_PLANS does not name.")
log = logging.getLogger(__name__)


def plan_for(plan_id: str | None) -> str | None:
    """The name of our plan; None without an id, and for one that CRM_PLANS does not name, which is logged and counted.

    To the caller None means: the account stays on the plan that it is on.
    """
    if not plan_id:
        return None
    found = db.settings().crm_plans.get(plan_id)
    if found is None:
        UNKNOWN.inc()
        log.warning("the marketplace's plan %r is not in CRM_PLANS: the account keeps the plan it is on", plan_id[:64])
    return found
