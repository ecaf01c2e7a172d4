"""Puts the contact who clicked into a workflow of the CRM, by the route that costs nothing."""

from __future__ import annotations

from typing import Final

from plugin.automations.actions.kind import AT_MOST, SIGNS, Done, Errand, Once, Pace
from plugin.crm import contacts, workflows
from plugin.crm.errors import CrmNotFound, CrmRefused

kind: Final = "workflow"
label: Final = "Add the contact to a workflow"
once: Once = AT_MOST
pace: Pace = SIGNS

# Only a link asks for one: there is no switch to turn it on for all.
caused: Final = """
SELECT clicked.location_id, clicked.link_id, clicked.crm_contact_id, clicked.at,
       links.automations->>'workflow_id' AS subject,
       jsonb_build_object('workflow_id', links.automations->>'workflow_id') AS payload
FROM clicked
JOIN links ON links.location_id = clicked.location_id AND links.id = clicked.link_id
WHERE links.automations->>'workflow_id' IS NOT NULL
"""


def act(errand: Errand) -> Done:
    """Enrol the contact once for each run, and never again unasked: nothing tells whether it has been done."""
    for run in errand.runs:
        _enrol(errand, str(run.payload["workflow_id"]))
    return Done({"workflow_id": errand.runs[-1].payload["workflow_id"]})


def _enrol(errand: Errand, workflow_id: str) -> None:
    try:
        workflows.enrol(errand.crm, errand.contact_id, workflow_id)
    except CrmNotFound as unknown:
        # It says the same of either; of the workflow staff have to hear.
        contacts.get(errand.crm, errand.contact_id)
        raise CrmRefused(404, "there is no such workflow any more. Choose another for the link.") from unknown
