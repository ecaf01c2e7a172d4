"""The CRM's contacts, as far as we touch them (crm/FACTS.md section 5)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from plugin.crm.client import Call, Crm, ask
from plugin.crm.errors import CrmUnavailable

VERSION: Final = "2021-07-28"


@dataclass(frozen=True, slots=True)
class CrmContact:
    """A contact as the CRM tells it now; tags are in the CRM's own spelling, which is lower case."""

    id: str
    location_id: str | None
    name: str
    email: str | None
    tags: tuple[str, ...]


def get(crm: Crm, contact_id: str) -> CrmContact:
    """One contact; raises CrmNotFound where the CRM knows none by that id."""
    found = ask(crm, Call("GET", ("contacts", contact_id), VERSION)).get("contact")
    if not isinstance(found, dict):
        raise CrmUnavailable("The CRM answered without the contact.")
    return _contact(contact_id, found)


def add_tags(crm: Crm, contact_id: str, tags: Sequence[str]) -> tuple[str, ...]:
    """Add tags and leave those that are there; answers all the contact has, if the CRM says. Repeating it is safe."""
    # Never through update or upsert: there `tags` replace the whole set.
    said = ask(crm, Call("POST", ("contacts", contact_id, "tags"), VERSION, body={"tags": list(tags)}))
    return _strings(said.get("tags"))


def _contact(contact_id: str, found: dict[str, Any]) -> CrmContact:
    whole = " ".join(str(found[part]) for part in ("firstName", "lastName") if found.get(part))
    return CrmContact(
        id=str(found.get("id") or contact_id),
        location_id=found.get("locationId"),
        name=str(found.get("name") or found.get("contactName") or whole),
        email=found.get("email"),
        tags=_strings(found.get("tags")),
    )


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
