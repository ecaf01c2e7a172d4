"""Who installed us, as the CRM's marketplace has it: of it we read the plan (api/marketplace.json)."""

from __future__ import annotations

from typing import Final

from plugin.crm.client import Call, Crm, ask
from plugin.crm.errors import CrmUnavailable

VERSION: Final = "2021-07-28"


def plan_id(crm: Crm, app_id: str) -> str | None:
    """The marketplace's id of the plan of the account whose token asks; None for an app that is free there."""
    answer = ask(crm, Call("GET", ("marketplace", "app", app_id, "installations"), VERSION))
    details = answer.get("installationDetails")
    if not isinstance(details, dict):
        raise CrmUnavailable("The CRM answered without the installation.")
    found = details.get("marketplaceAppPlanId")
    return found if isinstance(found, str) and found else None
