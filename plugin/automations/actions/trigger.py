"""Begins the workflows of the CRM that ask to be told of a click, a lead or a limit, each event once."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from plugin import db as ground
from plugin.automations.actions.kind import AT_MOST, SIGNS, Done, Errand, NothingToDo, Once, Pace
from plugin.automations.events import Firing, prepare
from plugin.crm import triggers
from plugin.crm.triggers import TriggerInactive
from plugin.tenancy import tenant
from plugin.workflows import subscriptions
from plugin.workflows.target import pinned

kind: Final = "trigger"
label: Final = "Start workflows that begin with a click"
once: Once = AT_MOST
pace: Pace = SIGNS

# One run for each workflow that asks; a filter by links is looked at here, so that others' clicks cause nothing.
caused: Final = """
SELECT clicked.location_id, clicked.link_id, clicked.crm_contact_id, clicked.at, asking.crm_trigger_id AS subject,
       jsonb_strip_nulls(jsonb_build_object(
           'key', asking.key, 'trigger_id', asking.crm_trigger_id, 'at', clicked.at, 'country', clicked.country,
           'region', clicked.region, 'city', clicked.city, 'device', clicked.device, 'system', clicked.system,
           'browser', clicked.browser, 'source', clicked.source, 'destination', clicked.destination
       )) AS payload
FROM clicked
JOIN trigger_subscriptions AS asking ON asking.location_id = clicked.location_id
    AND asking.key = 'link_clicked' AND asking.state = 'active'
    AND (asking.link_ids IS NULL OR clicked.link_id = ANY (asking.link_ids))
LEFT JOIN switches ON switches.location_id = clicked.location_id
WHERE coalesce(switches.trigger, true)
"""


def act(errand: Errand) -> Done:
    """Fire one event at one workflow. Raises NothingToDo where the workflow asks for others, or for none any more."""
    (run,) = errand.runs
    with tenant(errand.location_id) as db:
        firing = prepare(db, errand.contact_id, run, datetime.now(UTC))
    return _fire(errand, firing)


def _fire(errand: Errand, firing: Firing) -> Done:
    # Looked at again: the setting may have changed since the workflow told us.
    path = pinned(firing.target_url)
    if path is None:
        raise NothingToDo("The workflow's address is none that we send to.", code="target_url_refused")
    try:
        triggers.fire(errand.crm, ground.settings().crm_trigger_url, path, firing.event)
    except TriggerInactive as over:
        with tenant(errand.location_id) as db:
            subscriptions.drop(db, firing.crm_trigger_id)
        raise NothingToDo("The workflow no longer begins with this.", code=over.code) from over
    return Done({"trigger": firing.event["link"]["id"], "workflow_id": firing.crm_workflow_id or ""})
