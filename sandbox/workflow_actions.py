"""An app's actions in workflows: a contact comes to one, and the CRM asks the app; an editor asks for its lists."""

from __future__ import annotations

from typing import Any, Final

import httpx
from flask import Blueprint, Response

from sandbox import bodies, locations
from sandbox.answers import reply
from sandbox.ids import new_id
from sandbox.state import here, transaction

blueprint = Blueprint("workflow_actions", __name__, url_prefix="/_sandbox")
ACTION: Final[dict[str, bodies.Check]] = {
    **dict.fromkeys(("key", "location_id", "contact_id", "workflow_id", "step_id", "url"), bodies.text),
    "data": bodies.thing,
}
LIST: Final[dict[str, bodies.Check]] = {"url": bodies.text, "query": bodies.thing}
TIMEOUT: Final = 10.0


@blueprint.post("/workflow-actions")
def run() -> Response:
    """A contact comes to an action of the app's in a workflow: what the app answers, and how it was asked."""
    given = bodies.read(ACTION, ["key", "location_id"])
    with transaction() as db:
        locations.company_of(db, given["location_id"])
    extras = {
        "locationId": given["location_id"], "contactId": given.get("contact_id"), "stepId": given.get("step_id"),
        "workflowId": given.get("workflow_id") or new_id(),
    }  # fmt: skip
    told = {
        "data": given.get("data", {}),
        "extras": {name: value for name, value in extras.items() if value},
        "meta": {"key": given["key"], "version": "1.0"},
    }
    config = here().config
    url = given.get("url") or f"{config.app_url.rstrip('/')}{config.action_path}/{given['key']}"
    return _shown(httpx.post(url, json=told, headers=_secret(), timeout=TIMEOUT, trust_env=False), told)


@blueprint.post("/workflow-options")
def choose() -> Response:
    """A user opens a list in the workflow's editor: what the app offers there."""
    given = bodies.read(LIST, ["url"])
    query = {str(name): str(value) for name, value in given.get("query", {}).items()}
    answer = httpx.get(given["url"], params=query, headers=_secret(), timeout=TIMEOUT, trust_env=False)
    return _shown(answer, query)


def _secret() -> dict[str, str]:
    config = here().config
    return {config.workflow_header: config.workflow_secret}


def _shown(answer: httpx.Response, told: dict[str, Any]) -> Response:
    try:
        body = answer.json()
    except ValueError:
        body = None
    return reply({"told": told, "status": answer.status_code, "answer": body}, 201)
