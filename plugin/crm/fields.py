"""The CRM's custom fields of contacts: which there are, and a new one (crm/FACTS.md section 5)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Literal

from plugin.crm.client import Call, Crm, ask
from plugin.crm.errors import CrmUnavailable

VERSION: Final = "2021-07-28"
MODEL: Final = "contact"
DataType = Literal["TEXT", "NUMERICAL", "DATE"]


@dataclass(frozen=True, slots=True)
class CrmField:
    """A field of a location's contacts; `key` is the CRM's own, such as `contact.total_clicks`."""

    id: str
    name: str
    key: str
    data_type: str


def list_(crm: Crm, crm_location_id: str) -> tuple[CrmField, ...]:
    """The fields of a location's contacts, as far as they have an id and a name."""
    path = ("locations", crm_location_id, "customFields")
    found = ask(crm, Call("GET", path, VERSION, params={"model": MODEL})).get("customFields")
    if not isinstance(found, list):
        raise CrmUnavailable("The CRM answered without its contact fields.")
    read = (_field(one) for one in found if isinstance(one, dict) and one.get("model", MODEL) == MODEL)
    return tuple(field for field in read if field)


def create(crm: Crm, crm_location_id: str, name: str, data_type: DataType) -> CrmField:
    """A new field, for contacts. Made twice it would be refused or stand there twice: look for it before."""
    body = {"name": name, "dataType": data_type, "model": MODEL}
    said = ask(crm, Call("POST", ("locations", crm_location_id, "customFields"), VERSION, body=body))
    found = said.get("customField")
    field = _field(found) if isinstance(found, dict) else None
    if field is None:
        raise CrmUnavailable("The CRM answered without the contact field that it made.")
    return field


def _field(found: dict[str, Any]) -> CrmField | None:
    field_id, name = found.get("id"), found.get("name")
    if not (isinstance(field_id, str) and field_id and isinstance(name, str)):
        return None
    return CrmField(field_id, name, str(found.get("fieldKey") or ""), str(found.get("dataType") or ""))
