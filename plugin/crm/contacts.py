"""The CRM's contacts, as far as we touch them (crm/FACTS.md section 5)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from plugin.crm.client import Call, Crm, ask
from plugin.crm.errors import CrmNotFound, CrmUnavailable

VERSION: Final = "2021-07-28"
ID: Final = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
# What a field's value is called when it is sent differs by version; read back it is `value` in both.
VALUE: Final = {"2021-07-28": "field_value", "v3": "fieldValue"}[VERSION]


@dataclass(frozen=True, slots=True)
class CrmContact:
    """A contact as the CRM tells it now; tags are in the CRM's own spelling, which is lower case."""

    id: str
    location_id: str | None
    name: str
    email: str | None
    phone: str | None
    tags: tuple[str, ...]
    dnd: bool = False


@dataclass(frozen=True, slots=True)
class Person:
    """What we may tell the CRM of somebody; what is None is not sent, and so stays as it is there."""

    name: str | None = None
    email: str | None = None
    phone: str | None = None


def known(contact_id: str) -> str:
    """The id where it is one that the CRM could have given. Raises CrmNotFound for anything else, asking nobody."""
    if not ID.fullmatch(contact_id):
        raise CrmNotFound("The CRM does not know this.")
    return contact_id


def get(crm: Crm, contact_id: str) -> CrmContact:
    """One contact; raises CrmNotFound where the CRM knows none by that id."""
    found = ask(crm, Call("GET", ("contacts", known(contact_id)), VERSION)).get("contact")
    if not isinstance(found, dict):
        raise CrmUnavailable("The CRM answered without the contact.")
    return _contact(contact_id, found)


def find(crm: Crm, crm_location_id: str, by: Person) -> CrmContact | None:
    """The contact with this email, else with this phone, as the CRM looks for duplicates; None where there is none."""
    for name, value in (("email", by.email), ("number", by.phone)):
        if not value:
            continue
        params = {"locationId": crm_location_id, name: value}
        found = ask(crm, Call("GET", ("contacts", "search", "duplicate"), VERSION, params=params)).get("contact")
        if isinstance(found, dict) and found.get("id"):
            return _contact(str(found["id"]), found)
    return None


def upsert(crm: Crm, crm_location_id: str, person: Person) -> CrmContact:
    """Update the contact with this email or phone, or make one. Raises Duplicate where that would make two of one.

    A refusal with 422 may have made it all the same: `find` it before another try.
    """
    body = {"locationId": crm_location_id, **_told(person)}
    said = ask(crm, Call("POST", ("contacts", "upsert"), VERSION, body=body))
    found = said.get("contact")
    if not isinstance(found, dict) or not found.get("id"):
        raise CrmUnavailable("The CRM answered without the contact.")
    return _contact(str(found["id"]), found)


def update(crm: Crm, contact_id: str, person: Person) -> dict[str, Any]:
    """Change what is given of a contact; raises Duplicate where the email or phone is another contact's."""
    return ask(crm, Call("PUT", ("contacts", known(contact_id)), VERSION, body=_told(person)))


def set_fields(crm: Crm, contact_id: str, values: Mapping[str, str]) -> dict[str, Any]:
    """Give custom fields, by their ids, these values and change nothing else. Repeating it is safe.

    What is no field (any more) is dropped without a word: the answer's contact shows what it has now.
    """
    fields = [{"id": field_id, VALUE: value} for field_id, value in values.items()]
    return ask(crm, Call("PUT", ("contacts", known(contact_id)), VERSION, body={"customFields": fields}))


def add_tags(crm: Crm, contact_id: str, tags: Sequence[str]) -> tuple[str, ...]:
    """Add tags and leave those that are there; answers all the contact has, if the CRM says. Repeating it is safe."""
    # Never through update or upsert: there `tags` replace the whole set.
    said = ask(crm, Call("POST", ("contacts", known(contact_id), "tags"), VERSION, body={"tags": list(tags)}))
    return _strings(said.get("tags"))


def _told(person: Person) -> dict[str, str]:
    # An exact list: the CRM refuses a whole body for one key that it does not know. Who tells a first name only has not
    # changed their last, which `name` would take away.
    first, _, last = (person.name or "").strip().partition(" ")
    given = {"firstName": first, "lastName": last.strip(), "email": person.email, "phone": person.phone}
    return {name: value for name, value in given.items() if value}


def _contact(contact_id: str, found: dict[str, Any]) -> CrmContact:
    whole = " ".join(str(found[part]) for part in ("firstName", "lastName") if found.get(part))
    return CrmContact(
        id=str(found.get("id") or contact_id),
        location_id=found.get("locationId"),
        name=str(found.get("name") or found.get("contactName") or whole),
        email=found.get("email"),
        phone=found.get("phone"),
        tags=_strings(found.get("tags")),
        dnd=found.get("dnd") is True,
    )


def _strings(value: Any) -> tuple[str, ...]:
    return tuple(str(item) for item in value) if isinstance(value, list) else ()
