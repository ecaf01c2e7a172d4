"""Workflows of the CRM begun by our own triggers, at the address that each has told us (crm/FACTS.md 7.2)."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from typing import Any, Final

from plugin.crm.client import Call, Crm, ask
from plugin.crm.errors import CrmNotFound, CrmRefused, CrmUnavailable

VERSION: Final = "2021-07-28"
TAKEN: Final = range(200, 300)


class TriggerInactive(CrmRefused):
    """The workflow no longer begins with this trigger."""

    code = "trigger_inactive"


def fire(crm: Crm, origin: str, path: tuple[str, ...], event: Mapping[str, Any]) -> dict[str, Any]:
    """Begin a workflow with an event; what a yes looks like is not written anywhere, so any 2xx is one.

    Raises TriggerInactive, and what plugin.crm.errors names. Nothing tells afterwards whether it has begun.
    """
    try:
        return ask(dataclasses.replace(crm, base_url=origin), Call("POST", path, VERSION, body=event))
    except CrmUnavailable as fault:
        if fault.details.get("crm_status") in TAKEN:
            return {}
        raise
    except CrmNotFound as fault:
        # It says the same of a contact that it does not know.
        if "contact" in str(fault.details.get("crm_message", "")).casefold():
            raise
        raise TriggerInactive(404, "the trigger is not there") from fault
    except CrmRefused as fault:
        if "inactive" in fault.crm_message.casefold():
            raise TriggerInactive(fault.crm_status, fault.crm_message) from fault
        raise
