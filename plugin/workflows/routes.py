"""The doors for the CRM's workflows: triggers set up, steps taken, lists to choose from."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Blueprint, Response, jsonify, request

from plugin.workflows import verbs
from plugin.workflows.access import workflows_only

door = Blueprint("workflows", __name__, url_prefix="/workflows")


@door.post("/triggers")
@workflows_only
def subscribe() -> Response:
    """200 once it is kept that a workflow wants to be told, or no longer does."""
    return jsonify(verbs.subscribe(request.get_data(cache=False), datetime.now(UTC)))


@door.post("/actions/<key>")
@workflows_only
def take_step(key: str) -> Response:
    """What a step has done or found out, for the steps after it."""
    return jsonify(verbs.take_step(key, request.get_data(cache=False), datetime.now(UTC)))


@door.get("/options/<of>")
@workflows_only
def list_options(of: str) -> Response:
    """What an account has to choose from: `?locationId=`, and `?search=` to narrow it."""
    return jsonify(verbs.list_options(of, request.args, datetime.now(UTC)))
