"""The sandbox's own controls, outside the CRM's contract: seeding, ending tokens, looking at what happened."""

from __future__ import annotations

import json
from typing import Any, Final

from flask import Blueprint, Response, request

from sandbox import bodies, consent, contacts, events, installs, locations, seed, tokens
from sandbox.answers import bad_request, reply
from sandbox.state import here, transaction

blueprint = Blueprint("control", __name__, url_prefix="/_sandbox")
SCOPES: Final = (
    "contacts.readonly contacts.write locations/customFields.readonly locations/customFields.write locations.readonly"
    " locations/tags.readonly locations/tags.write workflows.readonly oauth.readonly oauth.write"
    " marketplace-installer-details.readonly"
)
LOCATION: Final[dict[str, bodies.Check]] = {
    **dict.fromkeys(("id", "name", "timezone", "city", "state", "country", "email", "company_id"), bodies.text),
    "allow_duplicates": bodies.flag,
    "active": bodies.flag,
}
TOKEN: Final[dict[str, bodies.Check]] = {
    **dict.fromkeys(("location_id", "company_id", "user_id", "scope", "redirect_uri"), bodies.text),
    "bulk": bodies.flag,
    "as_code": bodies.flag,
}


@blueprint.get("/health")
def health() -> Response:
    """It is up."""
    return reply({"ok": True})


@blueprint.get("/keys")
def keys() -> Response:
    """What an operator would copy from the developer portal: the app's keys and the webhooks' public one (SPKI)."""
    config, courier = here().config, here().courier
    named = {name: getattr(config, name) for name in ("client_id", "client_secret", "sso_key", "app_id", "plan_id")}
    return reply({**named, "public_key": courier.public_key, "webhook_url": courier.url})


@blueprint.get("/seed")
def seeded() -> Response:
    """The ids that a fresh sandbox holds."""
    known = {"company": seed.COMPANY, "locations": list(seed.LOCATIONS), "users": list(seed.USERS)}
    return reply({**known, "contacts": seed.CONTACTS, "workflows": list(seed.WORKFLOWS)})


@blueprint.post("/reset")
def reset() -> Response:
    """Back to the seeded state, no faults, no counts; the signing key stays."""
    sandbox = here()
    sandbox.store.clear()
    sandbox.faults.clear()
    sandbox.limits.clear()
    sandbox.calls.clear()
    with transaction() as db:
        seed.plant(db)
    return reply({"ok": True})


@blueprint.post("/locations")
def add_location() -> Response:
    """A fresh location; `company_id` is the seeded company's unless given, and comes to life if unknown."""
    given = bodies.read(LOCATION)
    company_id = given.pop("company_id", seed.COMPANY["id"])
    with transaction() as db:
        company = {**seed.COMPANY, "id": company_id}
        db.execute("insert or ignore into companies values (?, ?)", (company_id, json.dumps(company)))
        location = locations.add(db, company_id, given)
        installs.install_in_new(db, company_id, location["id"])
    return reply({"location": location}, 201)


@blueprint.post("/contacts")
def add_contacts() -> Response:
    """Fresh contacts, one as the body or many in `contacts`: the fields of the API plus `location_id` and `id`."""
    body = bodies.json_object()
    many = body.get("contacts", [body])
    with transaction() as db:
        made = [contacts.seen(_add_contact(db, dict(one))) for one in many]
    return reply({"contacts": made} if "contacts" in body else {"contact": made[0]}, 201)


def _add_contact(db: Any, given: dict[str, Any]) -> dict[str, Any]:
    location_id = given.pop("location_id", None) or given.pop("locationId", None) or seed.FITNESS
    return contacts.add(db, location_id, given, given.pop("id", ""))


@blueprint.get("/contacts/<contact_id>")
def get_contact(contact_id: str) -> Response:
    """A contact with its notes and workflows, whoever asks."""
    with transaction() as db:
        row = db.execute("select body from contacts where id = ?", (contact_id,)).fetchone()
        notes = db.execute("select body from notes where contact_id = ? order by seq", (contact_id,)).fetchall()
        flows = db.execute("select workflow_id from enrolments where contact_id = ?", (contact_id,)).fetchall()
    if row is None:
        raise bad_request(f"Contact with id {contact_id} not found")
    known = {"notes": [contacts.kept(one) for one in notes], "workflows": [one["workflow_id"] for one in flows]}
    return reply({"contact": contacts.seen(contacts.kept(row)), **known})


@blueprint.post("/workflows")
def add_workflow() -> Response:
    """A fresh workflow of a location."""
    checks = {"location_id": bodies.text, "name": bodies.text, "id": bodies.text}
    given = bodies.read(checks, ["location_id", "name"])
    location_id = given.pop("location_id")
    with transaction() as db:
        return reply({"workflow": seed.add_workflow(db, {**given, "locationId": location_id})}, 201)


@blueprint.post("/tokens")
def issue() -> Response:
    """Install without the consent page: a pair of tokens, or with `as_code` a code for `redirect_uri`."""
    given = bodies.read(TOKEN)
    location_id, user_id = given.get("location_id"), given.get("user_id", seed.AGENCY_ADMIN)
    scopes = tuple(given.get("scope", SCOPES).split())
    with transaction() as db:
        row = db.execute("select company_id from locations where id = ?", (location_id,)).fetchone()
        company_id = row["company_id"] if row else given.get("company_id", seed.COMPANY["id"])
        grant = installs.agree(db, user_id, scopes, company_id, location_id)
        chosen = [place["_id"] for place in installs.in_company(db, company_id)] if given.get("bulk") else []
        installs.install(db, grant, [location_id] if location_id else chosen)
        if given.get("as_code"):
            uri = given.get("redirect_uri", here().config.registered_uris[0])
            return reply({"code": consent.issue_code(db, grant, uri)}, 201)
        return reply(tokens.issue(db, grant), 201)


@blueprint.post("/tokens/expire")
def expire() -> Response:
    """End the access tokens of `resource` (a location's or company's id) at once; refresh tokens stay."""
    given = bodies.read({"resource": bodies.text}, ["resource"])
    with transaction() as db:
        return reply({"expired": tokens.expire(db, given["resource"])})


@blueprint.post("/installs/uninstall")
def uninstall() -> Response:
    """What a user does in the marketplace: end an installation of `location_id`, or of `company_id` and all its own."""
    given = bodies.read({"location_id": bodies.text, "company_id": bodies.text})
    with transaction() as db:
        row = installs.find(db, given.get("location_id") or given.get("company_id", ""))
        if row is None:
            raise bad_request("The app is not installed there.")
        installs.uninstall(db, row["company_id"], given.get("location_id"))
    return reply({"ok": True})


@blueprint.post("/installs/plan")
def change_plan() -> Response:
    """What a user does in the marketplace: another `plan_id` for `resource`."""
    given = bodies.read({"resource": bodies.text, "plan_id": bodies.text}, ["resource", "plan_id"])
    with transaction() as db:
        row = installs.find(db, given["resource"])
        if row is None:
            raise bad_request("The app is not installed there.")
        installs.change_plan(db, row, given["plan_id"])
    return reply({"ok": True})


@blueprint.post("/limits")
def limit() -> Response:
    """Limits of a `resource`'s own (`burst`, `daily`), with fresh counters."""
    checks = {"resource": bodies.text, "burst": bodies.number, "daily": bodies.number}
    given = bodies.read(checks, ["resource"])
    here().limits.set(given["resource"], given.get("burst"), given.get("daily"))
    return reply({"ok": True})


@blueprint.get("/requests")
def requests() -> Response:
    """The calls got, oldest first; `path` (a beginning), `location` and `method` narrow them."""
    asked = request.args
    found = here().calls.found(asked.get("path", ""), asked.get("location", ""), asked.get("method", ""))
    return reply({"requests": found, "count": len(found)})


@blueprint.delete("/requests")
def forget_requests() -> Response:
    """Begin the log anew."""
    here().calls.clear()
    return reply({"ok": True})


@blueprint.get("/webhooks")
def deliveries() -> Response:
    """What was or will be delivered, oldest first, each with the statuses of its attempts."""
    with transaction() as db:
        rows = db.execute("select * from deliveries order by seq").fetchall()
    shown = [
        {
            "id": row["id"],
            "state": row["state"],
            "attempts": json.loads(row["attempts"]),
            "body": json.loads(row["body"]),
        }
        for row in rows
    ]
    return reply({"webhooks": shown})


@blueprint.post("/webhooks")
def send() -> Response:
    """Send any event: `type` and whatever else its body holds; app, time and id are added unless given."""
    body = bodies.json_object()
    kind = body.pop("type", None)
    if not isinstance(kind, str):
        raise bad_request("type must be a string")
    with transaction() as db:
        return reply({"webhookId": events.tell(db, kind, body)}, 201)


@blueprint.put("/webhooks/url")
def aim() -> Response:
    """Where webhooks go from now on; null is nowhere."""
    given = bodies.read({"url": bodies.maybe_text})
    here().courier.url = given.get("url")
    return reply({"ok": True})
