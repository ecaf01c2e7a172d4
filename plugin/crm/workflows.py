"""The CRM's workflows: which a location has, and a contact put into one by the route that costs nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from plugin.crm.client import Call, Crm, ask
from plugin.crm.contacts import known
from plugin.crm.errors import CrmUnavailable

VERSION: Final = "2021-07-28"


@dataclass(frozen=True, slots=True)
class CrmWorkflow:
    """A workflow of the CRM; `status` is its own word, such as draft or published."""

    id: str
    name: str
    status: str


def list_(crm: Crm, crm_location_id: str) -> tuple[CrmWorkflow, ...]:
    """The workflows of a location, as far as they have an id."""
    call = Call("GET", ("workflows",), VERSION, params={"locationId": crm_location_id}, slash=True)
    found = ask(crm, call).get("workflows")
    if not isinstance(found, list):
        raise CrmUnavailable("The CRM answered without its workflows.")
    read = (one for one in found if isinstance(one, dict) and one.get("id"))
    return tuple(
        CrmWorkflow(str(one["id"]), str(one.get("name") or one["id"]), str(one.get("status") or "")) for one in read
    )


def enrol(crm: Crm, contact_id: str, workflow_id: str) -> dict[str, Any]:
    """Put a contact into a workflow. Nothing tells afterwards whether it has been done: never repeat it unasked."""
    return ask(crm, Call("POST", ("contacts", known(contact_id), "workflow", workflow_id), VERSION, body={}))
