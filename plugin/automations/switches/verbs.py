"""Reading and setting an account's switches; an account that has set none has the defaults."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from plugin.automations.models import Switches
from plugin.plans import limits
from plugin.tenancy import location_of


@dataclass(frozen=True, slots=True)
class SwitchesShown:
    """What clicks may do, by the kind of action; `window_s` seconds of clicks become one note and one update."""

    tag: bool = True
    sync: bool = False
    note: bool = False
    lead: bool = True
    trigger: bool = True
    window_s: int = 300


NAMES: Final = tuple(each.name for each in dataclasses.fields(SwitchesShown))
PAID: Final = ("sync", "note")  # what a plan has to have before it is turned on


def show(db: Session) -> SwitchesShown:
    """The location's switches."""
    row = db.scalar(select(Switches))
    return SwitchesShown() if row is None else SwitchesShown(**{name: getattr(row, name) for name in NAMES})


def put(db: Session, given: Mapping[str, Any]) -> SwitchesShown:
    """Set what is given, and leave the rest; clicks that are recorded from now on follow it. Raises PlanRefusal."""
    had = show(db)
    for name in PAID:
        if given.get(name) and not getattr(had, name):
            limits.require_feature(db, "contact_sync", name)
    values = {name: given[name] for name in NAMES if name in given}
    row = insert(Switches).values(location_id=location_of(db), **values)
    change = {**values, "updated_at": func.now()}
    db.execute(row.on_conflict_do_update(index_elements=[Switches.location_id], set_=change))
    db.expire_all()
    return show(db)
