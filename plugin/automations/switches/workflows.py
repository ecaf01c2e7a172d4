"""The CRM's workflows for whoever edits a link: asked of the CRM, and remembered for a moment."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Final

from oauth.tokens import crm_for
from plugin.crm import workflows
from plugin.crm.workflows import CrmWorkflow
from plugin.locations import verbs as locations
from plugin.tenancy import tenant

FRESH_S: Final = 30.0  # who has just made one in the CRM looks for it here
ACCOUNTS: Final = 500  # remembered by this process
MOST: Final = 500  # workflows of one account


@dataclass(frozen=True, slots=True)
class _Kept:
    until: float
    found: tuple[CrmWorkflow, ...]


_kept: dict[int, _Kept] = {}
_lock = threading.Lock()


def list_(location_id: int) -> tuple[CrmWorkflow, ...]:
    """The workflows of the location in the CRM, by name, at most MOST. Raises what plugin.crm.errors names."""
    kept = _kept.get(location_id)
    if kept is not None and time.monotonic() < kept.until:
        return kept.found
    with tenant(location_id) as db:
        crm_location_id = locations.crm_id(db)
    asked = workflows.list_(crm_for(location_id), crm_location_id)
    found = tuple(sorted(asked, key=lambda one: (one.name.casefold(), one.id)))[:MOST]
    with _lock:
        _kept.pop(location_id, None)
        _kept[location_id] = _Kept(time.monotonic() + FRESH_S, found)
        if len(_kept) > ACCOUNTS:
            del _kept[next(iter(_kept))]
    return found
