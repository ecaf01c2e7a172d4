"""An app's triggers in workflows: put in, changed and taken out by the CRM's users, and fired by the app."""

from __future__ import annotations

import json
from typing import Any, Final

import httpx
from flask import Blueprint, Response, request

from sandbox import bodies, locations
from sandbox.access import grant, needs
from sandbox.answers import bad_request, reply
from sandbox.ids import new_id, stamp
from sandbox.state import here, transaction

blueprint = Blueprint("workflow_triggers", __name__)
PATH: Final = "/workflows-marketplace/triggers/execute"
TRIGGER: Final[dict[str, bodies.Check]] = {
    **dict.fromkeys(("id", "location_id", "workflow_id", "key", "url"), bodies.text),
    "filters": bodies.things,
    "event": bodies.one_of("CREATED", "UPDATED", "DELETED"),
    "told": bodies.flag,
}
TIMEOUT: Final = 10.0


@blueprint.post(f"{PATH}/<place>/<trigger_id>")
@needs("workflows.readonly")
def execute(place: str, trigger_id: str) -> Response:
    """Begin the workflow with the event; a trigger that is not in one is not active."""
    event = bodies.json_object()
    with transaction() as db:
        row = db.execute("select * from workflow_triggers where id = ?", (trigger_id,)).fetchone()
        if row is None or place != row["location_id"] or grant().location_id != row["location_id"]:
            raise bad_request("Trigger not found")
        if not row["active"]:
            raise bad_request("The trigger is inactive")
        fired = {"at": stamp(), "event": event}
        db.execute("insert into fired (trigger_id, body) values (?, ?)", (trigger_id, json.dumps(fired)))
    return reply({"success": True})


@blueprint.post("/_sandbox/workflow-triggers")
def put() -> Response:
    """A user puts a trigger into a workflow, changes it, or takes it out; the app is told, unless `told` is false."""
    given = bodies.read(TRIGGER, ["location_id", "key"])
    word, trigger_id = given.get("event", "CREATED"), given.get("id") or new_id()
    with transaction() as db:
        company_id = locations.company_of(db, given["location_id"])
        db.execute(
            "insert into workflow_triggers (id, location_id, active) values (?, ?, ?)"
            " on conflict (id) do update set active = excluded.active",
            (trigger_id, given["location_id"], word != "DELETED"),
        )
    told = _told(given, trigger_id, word, company_id)
    answer = _tell(given, told) if given.get("told", True) else None
    status = answer.status_code if answer is not None else None
    return reply({"id": trigger_id, "told": told, "status": status, "answer": _json(answer)}, 201)


@blueprint.post("/_sandbox/workflow-triggers/<trigger_id>/stop")
def stop(trigger_id: str) -> Response:
    """The workflow is switched off, and the app not told of it."""
    with transaction() as db:
        db.execute("update workflow_triggers set active = 0 where id = ?", (trigger_id,))
    return reply({"ok": True})


@blueprint.get("/_sandbox/workflow-triggers/<trigger_id>")
def fired(trigger_id: str) -> Response:
    """What the app has fired there, oldest first."""
    with transaction() as db:
        rows = db.execute("select body from fired where trigger_id = ? order by seq", (trigger_id,)).fetchall()
    return reply({"fired": [json.loads(row["body"]) for row in rows]})


def _told(given: dict[str, Any], trigger_id: str, word: str, company_id: str) -> dict[str, Any]:
    data = {
        "id": trigger_id, "key": given["key"], "filters": given.get("filters", []), "eventType": word,
        "targetUrl": f"{request.host_url.rstrip('/')}{PATH}/{given['location_id']}/{trigger_id}",
    }  # fmt: skip
    workflow_id = given.get("workflow_id") or new_id()
    extras = {"locationId": given["location_id"], "workflowId": workflow_id, "companyId": company_id}
    return {"triggerData": data, "meta": {"key": given["key"], "version": "1.0"}, "extras": extras}


def _tell(given: dict[str, Any], told: dict[str, Any]) -> httpx.Response:
    config = here().config
    url = given.get("url") or f"{config.app_url.rstrip('/')}{config.subscription_path}"
    headers = {config.workflow_header: config.workflow_secret}
    return httpx.post(url, json=told, headers=headers, timeout=TIMEOUT, trust_env=False)


def _json(answer: httpx.Response | None) -> Any:
    try:
        return answer.json() if answer is not None else None
    except ValueError:
        return None
