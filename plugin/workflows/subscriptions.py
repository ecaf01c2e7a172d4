"""Which workflows want to be told of what: kept as the CRM says, in whatever order it says it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, Final

import msgspec
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from plugin.errors import Invalid
from plugin.fields import MAX_ID, UNFIT
from plugin.tenancy import location_of
from plugin.workflows.asked import LONGEST, Filter, TriggerWord, known_id
from plugin.workflows.filters import only, texts
from plugin.workflows.models import ACTIVE, ENDED, INACTIVE, Subscription
from plugin.workflows.target import require_pinned
from plugin.workflows.triggers import BY_KEY

WORDS: Final = ("CREATED", "UPDATED", "DELETED")
MOST_FILTERS: Final = 50


def heed(db: Session, told: TriggerWord, now: datetime) -> str:
    """Keep what a workflow says of a trigger; gives the state that it leaves.

    Raises Invalid: a trigger that is not ours, a word that we do not know, an address that is not pinned.
    """
    crm_trigger_id, word = known_id(told.triggerData.id, "triggerData.id"), told.triggerData.eventType
    key = told.meta.key or told.triggerData.key
    if key not in BY_KEY:
        raise Invalid("meta.key", "This is no trigger of Smart Links.", code="no_such_trigger")
    if word not in WORDS:
        raise Invalid("triggerData.eventType", "Tell CREATED, UPDATED or DELETED.")
    wanted = {} if word == "DELETED" else _wanted(told)
    known, is_new = _locked(db, crm_trigger_id, key)
    _settle(known, word, {**wanted, "key": key}, is_new=is_new)
    known.updated_at = now
    return known.state


def _locked(db: Session, crm_trigger_id: str, key: str) -> tuple[Subscription, bool]:
    """The row, made where there is none; of two words at once the second waits here."""
    values = {"location_id": location_of(db), "crm_trigger_id": crm_trigger_id, "key": key, "state": ENDED}
    made = insert(Subscription).values(values).on_conflict_do_nothing().returning(Subscription.crm_trigger_id)
    is_new = db.scalar(made) is not None
    wanted = select(Subscription).where(Subscription.crm_trigger_id == crm_trigger_id).with_for_update()
    return db.execute(wanted).scalar_one(), is_new


def _settle(known: Subscription, word: str, wanted: dict[str, Any], *, is_new: bool) -> None:
    """What the row becomes. A CREATED that was overtaken by a later word only says that it has now been heard."""
    was_created, known.is_created = known.is_created, known.is_created or word == "CREATED"
    if word == "DELETED":
        known.state = ENDED
        return
    is_late = not is_new and (not was_created if word == "CREATED" else known.state == ENDED)
    if not is_late:
        known.state = ACTIVE
        for name, value in wanted.items():
            setattr(known, name, value)


def _wanted(told: TriggerWord) -> dict[str, Any]:
    filters = [_fit(number, each) for number, each in enumerate(told.triggerData.filters or ())]
    if len(filters) > MOST_FILTERS:
        raise Invalid("triggerData.filters", f"Use at most {MOST_FILTERS} filters.")
    links = only(filters, "link.id")
    workflow_id = told.extras.workflowId
    return {
        "filters": filters,
        "link_ids": None if links is None else sorted(int(each) for each in links if _is_number(each)),
        "target_url": require_pinned(told.triggerData.targetUrl),
        "version": str(told.meta.version)[:20].replace("\x00", ""),
        "crm_workflow_id": known_id(workflow_id, "extras.workflowId") if workflow_id else None,
    }


def _fit(number: int, given: Filter) -> dict[str, Any]:
    """A filter as it is kept: its value is the words that it may be."""
    words = texts(given.value)
    if UNFIT.search("".join((given.field, given.operator, *words))) or len(msgspec.json.encode(given)) > LONGEST:
        raise Invalid(f"triggerData.filters.{number}", "This filter is longer than we take, or no text.")
    return {"field": given.field, "operator": given.operator, "value": words}


def _is_number(word: str) -> bool:
    return word.isascii() and word.isdecimal() and int(word) <= MAX_ID


def active(db: Session, key: str) -> Sequence[Subscription]:
    """Who wants to be told of this."""
    return db.scalars(select(Subscription).where(Subscription.key == key, Subscription.state == ACTIVE)).all()


def one(db: Session, crm_trigger_id: str) -> Subscription | None:
    """A subscription that is active."""
    wanted = (Subscription.crm_trigger_id == crm_trigger_id, Subscription.state == ACTIVE)
    return db.execute(select(Subscription).where(*wanted)).scalar_one_or_none()


def drop(db: Session, crm_trigger_id: str) -> None:
    """The CRM said that it is not active: nothing is sent any more until its workflow speaks again."""
    wanted = (Subscription.crm_trigger_id == crm_trigger_id, Subscription.state == ACTIVE)
    db.execute(update(Subscription).where(*wanted).values(state=INACTIVE))
