"""The sandbox's own controls, outside the CRM's contract: seeding, ending tokens, looking at what happened."""

from __future__ import annotations

import json
from typing import Final

from flask import Blueprint, Response, request

from sandbox import bodies, events, installed_apps, seed
from sandbox.answers import bad_request, reply
from sandbox.state import here, transaction

KEYS: Final = ("client_id", "client_secret", "sso_key", "workflow_secret", "app_id", "plan_id")
blueprint = Blueprint("control", __name__, url_prefix="/_sandbox")


@blueprint.get("/health")
def health() -> Response:
    """It is up."""
    return reply({"ok": True})


@blueprint.get("/keys")
def keys() -> Response:
    """What an operator would copy from the developer portal: the app's keys and the webhooks' public one (SPKI)."""
    config, courier = here().config, here().courier
    named = {name: getattr(config, name) for name in KEYS}
    told = {"plans": installed_apps.plans(), "public_key": courier.public_key, "webhook_url": courier.url}
    return reply({**named, **told})


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


@blueprint.get("/limits")
def limited() -> Response:
    """How many calls each resource made, and how many of them were over its limits; a fault's 429 is not among them."""
    return reply({"resources": here().limits.seen()})


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


@blueprint.get("/requests/counts")
def request_counts() -> Response:
    """How many calls came of each location, those among them that were refused or failed."""
    return reply({"locations": dict(here().calls.counts)})


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
