"""A location's people: kept, read back in the CRM's shapes, told apart by email and then phone."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from sandbox import events, tags
from sandbox.access import is_v3, reach
from sandbox.answers import bad_request
from sandbox.ids import new_id, stamp

if TYPE_CHECKING:
    import sqlite3

DND_V3: Final = {
    "Call": "call", "Email": "email", "SMS": "sms", "WhatsApp": "whatsApp", "GMB": "gmb", "FB": "fb",
}  # fmt: skip
NOT_KEPT: Final = ("locationId", "gender", "createNewIfDuplicateAllowed", "customFields", "tags", "dndSettings")


def find(db: sqlite3.Connection, contact_id: str) -> dict[str, Any]:
    """The contact as kept; raises 400 where there is none, 403 where it is another location's."""
    row = db.execute("select * from contacts where id = ?", (contact_id,)).fetchone()
    if row is None:
        raise bad_request(f"Contact with id {contact_id} not found")
    reach(db, row["location_id"])
    return kept(row)


def kept(row: sqlite3.Row) -> dict[str, Any]:
    """The body of a row."""
    body: dict[str, Any] = json.loads(row["body"])
    return body


def seen(contact: dict[str, Any]) -> dict[str, Any]:
    """A contact as the API shows it: absent rather than null, with its derived names (api/contacts.json)."""
    shown = {name: value for name, value in contact.items() if value is not None}
    names = {"firstName": contact.get("firstName"), "lastName": contact.get("lastName"), "fullName": name_of(contact)}
    lower = {f"{name}LowerCase": value.lower() for name, value in names.items() if value}
    if contact.get("email"):
        lower["emailLowerCase"] = contact["email"].lower()
    shown = {**shown, **lower, "name": name_of(contact)}
    if is_v3() and "dndSettings" in shown:
        shown["dndSettings"] = {DND_V3.get(key, key): value for key, value in shown["dndSettings"].items()}
    return shown


def name_of(contact: dict[str, Any]) -> str:
    """First and last name in one."""
    return " ".join(part for part in (contact.get("firstName"), contact.get("lastName")) if part)


def create(db: sqlite3.Connection, location_id: str, given: dict[str, Any], contact_id: str = "") -> dict[str, Any]:
    """A new contact, without asking for duplicates; the app hears of it."""
    contact = add(db, location_id, given, contact_id)
    events.contact(db, "ContactCreate", seen(contact))
    return contact


def add(db: sqlite3.Connection, location_id: str, given: dict[str, Any], contact_id: str = "") -> dict[str, Any]:
    """A new contact that nobody is told of."""
    fresh = {
        "id": contact_id or new_id(), "locationId": location_id, "dateAdded": stamp(), "type": "lead", "dnd": False,
        "tags": [], "customFields": [],
    }  # fmt: skip
    contact = _merged(db, fresh, given)
    db.execute(
        "insert into contacts (id, location_id, email, phone, body) values (?, ?, ?, ?, ?)",
        (contact["id"], location_id, *_keys(contact), json.dumps(contact)),
    )
    return contact


def update(db: sqlite3.Connection, contact: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """The contact with what was given; tags, where given, replace all that it had."""
    changed = _merged(db, contact, given)
    save(db, changed)
    for kind, names in (("ContactTagUpdate", {"tags"}), ("ContactDndUpdate", {"dnd", "dndSettings"})):
        if any(changed.get(name) != contact.get(name) for name in names):
            events.contact(db, kind, seen(changed))
    apart = {"tags", "dnd", "dndSettings", "dateUpdated"}
    if any(changed[name] != contact.get(name) for name in changed if name not in apart):
        events.contact(db, "ContactUpdate", seen(changed))
    return changed


def save(db: sqlite3.Connection, contact: dict[str, Any]) -> None:
    """Keep it as it is now."""
    contact["dateUpdated"] = stamp()
    db.execute(
        "update contacts set email = ?, phone = ?, body = ? where id = ?",
        (*_keys(contact), json.dumps(contact), contact["id"]),
    )


def delete(db: sqlite3.Connection, contact: dict[str, Any]) -> None:
    """Gone, with its notes and enrolments."""
    db.execute("delete from contacts where id = ?", (contact["id"],))
    db.execute("delete from notes where contact_id = ?", (contact["id"],))
    db.execute("delete from enrolments where contact_id = ?", (contact["id"],))
    events.contact(db, "ContactDelete", seen(contact))


def duplicate(
    db: sqlite3.Connection, location_id: str, email: str | None, phone: str | None, but: str = ""
) -> tuple[dict[str, Any], str] | None:
    """Another contact with this email, else with this phone, and which of the two matched."""
    for field, value in (("email", (email or "").lower()), ("phone", plain_phone(phone))):
        row = (
            value
            and db.execute(
                f"select * from contacts where location_id = ? and {field} = ? and id != ? order by seq limit 1",  # noqa: S608 - one of two literals
                (location_id, value, but),
            ).fetchone()
        )
        if row:
            return kept(row), field
    return None


def refuse_duplicate(db: sqlite3.Connection, location: sqlite3.Row, given: dict[str, Any], but: str = "") -> None:
    """Raises 400 with the other contact's id, where the location does not allow duplicates."""
    found = duplicate(db, location["id"], given.get("email"), given.get("phone"), but)
    if found is None or allows_duplicates(location):
        return
    other, field = found
    meta = {"contactId": other["id"], "contactName": name_of(other), "matchingField": field}
    raise bad_request("This location does not allow duplicated contacts.", meta=meta)


def allows_duplicates(location: sqlite3.Row) -> bool:
    """The location's own setting."""
    return bool(json.loads(location["body"])["settings"]["allowDuplicateContact"])


def plain_phone(phone: str | None) -> str:
    """Digits with their plus."""
    digits = "".join(sign for sign in phone or "" if sign.isdigit())
    return f"+{digits}" if digits else ""


def _keys(contact: dict[str, Any]) -> tuple[str | None, str | None]:
    return (contact.get("email") or "").lower() or None, plain_phone(contact.get("phone")) or None


def _merged(db: sqlite3.Connection, contact: dict[str, Any], given: dict[str, Any]) -> dict[str, Any]:
    """What was there overlaid with what came; the CRM drops `gender` without a word."""
    merged = {**contact, **{name: value for name, value in given.items() if name not in NOT_KEPT}}
    if merged.pop("name", None) and not (given.get("firstName") or given.get("lastName")):
        first, _, last = given["name"].strip().partition(" ") if given.get("name") else ("", "", "")
        merged.update({"firstName": first, "lastName": last or None} if first else {})
    if given.get("phone"):
        merged["phone"] = plain_phone(given["phone"])
    if "tags" in given:
        merged["tags"] = tags.known(db, contact["locationId"], given["tags"])
    if given.get("dndSettings"):
        back = {new: old for old, new in DND_V3.items()}
        merged["dndSettings"] = {back.get(key, key): value for key, value in given["dndSettings"].items()}
    merged["customFields"] = _fields(db, contact, given.get("customFields") or [])
    return merged


def _fields(db: sqlite3.Connection, contact: dict[str, Any], given: list[dict[str, Any]]) -> list[dict[str, str]]:
    """Values by field id; a key names its field; what no field of the location owns is dropped."""
    rows = db.execute("select body from fields where location_id = ?", (contact["locationId"],))
    ids = {name: field["id"] for field in map(kept, rows) for name in _names(field)}
    values = {one["id"]: one["value"] for one in contact["customFields"]}
    for one in given:
        field_id = ids.get(str(one.get("id"))) or ids.get(str(one.get("key")))
        if field_id:
            values[field_id] = _shown(one.get("fieldValue", one.get("field_value", "")))
    return [{"id": field_id, "value": value} for field_id, value in values.items()]


def _names(field: dict[str, Any]) -> tuple[str, ...]:
    return field["id"], field["fieldKey"], field["fieldKey"].removeprefix("contact.")


def _shown(value: Any) -> str:
    """The contract reads every value back as a string."""
    if isinstance(value, list):
        return ",".join(str(item) for item in value)
    return value if isinstance(value, str) else json.dumps(value)
