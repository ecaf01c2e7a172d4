"""The CRM's workflows for whoever edits a link: asked of the CRM, and remembered for a moment."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from typing import Final

from oauth.tokens import crm_for
from plugin.crm import workflows
from plugin.crm.errors import CrmError
from plugin.crm.workflows import CrmWorkflow
from plugin.locations import verbs as locations
from plugin.tenancy import tenant

FRESH_S: Final = 30.0  # who has just made one in the CRM looks for it here
FAULT_S: Final = 3.0  # a CRM that fails is not asked again by everybody who waits
ACCOUNTS: Final = 500  # remembered by this process
MOST: Final = 500  # workflows of one account


@dataclass(frozen=True, slots=True)
class _Kept:
    until: float
    found: tuple[CrmWorkflow, ...] | CrmError


_kept: dict[int, _Kept] = {}
_writing = threading.Lock()
# Of an account's staff one asks and the others wait for the answer: a slow CRM must not hold up many threads.
_asking: Final = tuple(threading.Lock() for _ in range(64))


def list_(location_id: int) -> tuple[CrmWorkflow, ...]:
    """The workflows of the location in the CRM, by name, at most MOST. Raises what plugin.crm.errors names."""
    kept = _fresh(location_id)
    if kept is None:
        with _asking[location_id % len(_asking)]:
            kept = _fresh(location_id) or _keep(location_id, _ask(location_id))
    if isinstance(kept.found, CrmError):
        raise kept.found
    return kept.found


def _fresh(location_id: int) -> _Kept | None:
    kept = _kept.get(location_id)
    return kept if kept is not None and time.monotonic() < kept.until else None


def _ask(location_id: int) -> tuple[CrmWorkflow, ...] | CrmError:
    with tenant(location_id) as db:
        crm_location_id = locations.crm_id(db)
    try:
        found = workflows.list_(crm_for(location_id), crm_location_id)
    except CrmError as fault:
        return fault
    return tuple(sorted(found, key=lambda one: (one.name.casefold(), one.id)))[:MOST]


def _keep(location_id: int, found: tuple[CrmWorkflow, ...] | CrmError) -> _Kept:
    life = FAULT_S if isinstance(found, CrmError) else FRESH_S
    kept = _Kept(time.monotonic() + life, found)
    with _writing:
        _kept.pop(location_id, None)
        _kept[location_id] = kept
        if len(_kept) > ACCOUNTS:
            del _kept[next(iter(_kept))]
    return kept
