"""Searching a location's contacts: filters in groups, a query, a page or the hit to go on after."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Final

from flask import Blueprint, Response, request

from sandbox import bodies, contacts
from sandbox.access import grant, is_v3, needs, reach
from sandbox.answers import CrmError, reply, unprocessable
from sandbox.state import transaction

blueprint = Blueprint("search", __name__)
MOST: Final = 500
LONGEST_QUERY: Final = 75
ASKED: Final[dict[str, bodies.Check]] = {
    "locationId": bodies.text,
    "page": bodies.number,
    "pageLimit": bodies.number,
    "searchAfter": bodies.listing,
    "query": bodies.text,
    "filters": bodies.things,
    "sort": bodies.things,
}


@blueprint.post("/contacts/search")
@needs("contacts.readonly")
def search() -> Response:
    """A page of hits, newest first unless sorted otherwise, and how many there are in all."""
    asked = bodies.read(ASKED)
    limit, location_id = int(asked.get("pageLimit", 20)), asked.get("locationId") or grant().location_id or ""
    if not 1 <= limit <= MOST or len(asked.get("query", "")) > LONGEST_QUERY:
        raise unprocessable("pageLimit must not be greater than 500", "query must be shorter than 76 characters")
    hits = _sorted([one for one in _everyone(location_id) if _asked_for(one, asked)], asked.get("sort", []))
    shown = [{**one, "searchAfter": _cursor(one)} for one in hits[_start(hits, asked, limit) :][:limit]]
    return reply({"contacts": shown, "total": len(hits)})


@blueprint.get("/contacts/")
@needs("contacts.readonly")
def listed() -> Response:
    """The contacts of `locationId` after `startAfterId`; no longer there in v3."""
    location_id, limit = request.args.get("locationId", ""), request.args.get("limit", 20, int)
    if is_v3():
        raise CrmError(404, "Cannot GET /contacts/")
    if not location_id:
        raise unprocessable("locationId should not be empty")
    hits = [one for one in _everyone(location_id) if _asked_for(one, {"query": request.args.get("query", "")})]
    after = {"searchAfter": [request.args["startAfterId"]]} if "startAfterId" in request.args else {}
    return reply({"contacts": hits[_start(hits, after, limit) :][:limit], "count": len(hits)})


def _everyone(location_id: str) -> list[dict[str, Any]]:
    """A location's contacts as shown, newest first; raises 403 for another's."""
    with transaction() as db:
        reach(db, location_id)
        rows = db.execute("select * from contacts where location_id = ? order by seq desc", (location_id,)).fetchall()
    return [contacts.seen(contacts.kept(row)) for row in rows]


def _start(hits: list[dict[str, Any]], asked: dict[str, Any], limit: int) -> int:
    if asked.get("searchAfter"):
        ids = [one["id"] for one in hits]
        last = asked["searchAfter"][-1]
        return ids.index(last) + 1 if last in ids else len(ids)
    return (max(1, int(asked.get("page", 1))) - 1) * limit


def _cursor(contact: dict[str, Any]) -> list[Any]:
    return [int(datetime.fromisoformat(contact["dateAdded"]).timestamp() * 1000), contact["id"]]


def _sorted(hits: list[dict[str, Any]], sort: list[dict[str, str]]) -> list[dict[str, Any]]:
    for rule in reversed(sort):
        field = str(rule.get("field", "dateAdded"))
        hits.sort(key=lambda one: str(one.get(field, "")), reverse=rule.get("direction") == "desc")
    return hits


def _asked_for(contact: dict[str, Any], asked: dict[str, Any]) -> bool:
    """Whether the query occurs in who they are, and every filter holds."""
    words = " ".join(str(contact.get(name, "")) for name in ("name", "email", "phone")).lower()
    return asked.get("query", "").lower() in words and all(_holds(contact, one) for one in asked.get("filters", []))


def _holds(contact: dict[str, Any], rule: Any) -> bool:
    """One filter `{field, operator, value}`, or a group `{group: AND|OR, filters}`."""
    if not isinstance(rule, dict):
        raise unprocessable("each filter must be an object")
    if "group" in rule:
        every = (_holds(contact, one) for one in rule.get("filters", []))
        return any(every) if rule["group"] == "OR" else all(every)
    value, wanted = _value(contact, str(rule.get("field", ""))), rule.get("value")
    verdicts = {
        "eq": _equal(value, wanted),
        "contains": _contains(value, wanted),
        "exists": value not in (None, "", []),
        "range": _within(value, wanted),
    }
    operator = str(rule.get("operator", ""))
    name = operator.removeprefix("not_")
    if name not in verdicts:
        raise unprocessable(f"operator {operator} is not valid")
    return verdicts[name] is not operator.startswith("not_")


def _value(contact: dict[str, Any], field: str) -> Any:
    if field.startswith("customFields."):
        return {one["id"]: one["value"] for one in contact["customFields"]}.get(field.split(".", 1)[1])
    return contact.get({"firstNameLowerCase": "firstName", "lastNameLowerCase": "lastName"}.get(field, field))


def _equal(value: Any, wanted: Any) -> bool:
    options = [str(one).lower() for one in (wanted if isinstance(wanted, list) else [wanted])]
    return any(str(one).lower() in options for one in (value if isinstance(value, list) else [value]))


def _contains(value: Any, wanted: Any) -> bool:
    options = wanted if isinstance(wanted, list) else [wanted]
    return any(str(one).lower() in str(value).lower() for one in options)


def _within(value: Any, wanted: Any) -> bool:
    if not isinstance(wanted, dict) or value is None:
        return False
    low, high = wanted.get("gte", wanted.get("gt")), wanted.get("lte", wanted.get("lt"))
    return (low is None or str(low) <= str(value)) and (high is None or str(value) <= str(high))
