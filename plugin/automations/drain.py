"""One account's turn: what is due is done within its budget for a slice of time, whoever has waited longest first."""

from __future__ import annotations

import time
from functools import partial
from typing import Final

from plugin.automations import claims, crew
from plugin.automations.perform import perform
from plugin.crm import budget
from plugin.crm.budget import Room
from plugin.crm.client import Crm
from plugin.tenancy import tenant

SLICE_S: Final = 0.5
NAP_S: Final = 0.15
GATHER_S: Final = 30.0


def drain(location_id: int, crm: Crm) -> bool:
    """Do what is due; True where the slice ended before the work, and going on at once makes sense."""
    deadline = time.monotonic() + SLICE_S
    while time.monotonic() < deadline:
        room = budget.room(crm.resource)
        if room.wait_s > NAP_S:
            return _closed(location_id, room)
        if room.wait_s:
            time.sleep(room.wait_s)
            continue
        most = min(room.left, crew.free(location_id))
        if most < 1:
            # Its calls hang: the sweeper looks again in a second, and others have theirs done meanwhile.
            return False
        with tenant(location_id) as db:
            batches = claims.claim(db, most, gather_s(room))
        if not batches:
            return False
        sent = [crew.send(location_id, partial(perform, location_id, batch, crm)) for batch in batches]
        crew.until_free(sent, deadline)
    return True


def gather_s(room: Room) -> float:
    """How long due runs wait for more of the same contact: not at all while half of what is granted is still there.

    Once it is not, one call for what would have been several is what brings everyone's turn nearer.
    """
    return GATHER_S if room.left < room.cap / 2 else 0.0


def _closed(location_id: int, room: Room) -> bool:
    """Nothing may be asked: the sweeper tells of this account again, on the morrow where the day is spent."""
    if room.is_day_spent:
        with tenant(location_id) as db:
            claims.wait(db, room.wait_s)
    return False
