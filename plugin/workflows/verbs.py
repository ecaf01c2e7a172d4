"""What the CRM's workflows ask of an account: each question is answered from what we have, never by asking the CRM."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from plugin.contacts.elsewhere import is_anothers
from plugin.errors import NotFound
from plugin.tenancy import tenant
from plugin.workflows import options, subscriptions
from plugin.workflows.access import location_named
from plugin.workflows.asked import StepWord, TriggerWord, known_contact, known_id, read
from plugin.workflows.options import Option
from plugin.workflows.steps import BY_KEY
from plugin.workflows.steps.kind import Asked

# The CRM's papers do not say what it calls these where it asks for a list.
PLACES: Final = ("locationId", "location_id", "location")
SEARCHES: Final = ("search", "query", "q", "searchTerm")


def subscribe(raw: bytes, now: datetime) -> dict[str, Any]:
    """Keep what a workflow says of a trigger of ours. Raises NotFound `not_installed`, and Invalid."""
    told = read(raw, TriggerWord)
    with tenant(location_named(told.extras.locationId)) as db:
        return {"state": subscriptions.heed(db, told, now)}


def take_step(key: str, raw: bytes, now: datetime) -> dict[str, Any]:
    """Do a step for a contact. Raises NotFound (`not_installed` too), Invalid and PlanRefusal."""
    told = read(raw, StepWord)
    step, extras = BY_KEY.get(key), told.extras
    if step is None:
        raise NotFound("There is no such action.", code="no_such_action")
    asked = Asked(
        contact_id=known_contact(extras.contactId),
        workflow_id=known_id(extras.workflowId, "extras.workflowId") if extras.workflowId else "",
        step_id=known_id(extras.stepId, "extras.stepId") if extras.stepId else "",
        data=told.data,
    )
    location_id = location_named(extras.locationId)
    if is_anothers(location_id, asked.contact_id):
        raise NotFound("This contact is of another account.", code="no_such_contact")
    with tenant(location_id) as db:
        return step.take(db, asked, now)


def list_options(of: str, asked: Mapping[str, str], now: datetime) -> dict[str, list[Option]]:
    """What can be chosen of a list. Raises NotFound (`not_installed` too)."""
    with tenant(location_named(_first(asked, PLACES))) as db:
        return {"options": options.options(db, of, _first(asked, SEARCHES), now)}


def _first(asked: Mapping[str, str], names: tuple[str, ...]) -> str:
    return next((asked[name] for name in names if asked.get(name)), "")
