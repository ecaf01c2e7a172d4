"""The door for the CRM's events: verify, remember, answer; the work is done later."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

from flask import Blueprint, Response, jsonify, request

from plugin import db
from webhooks import inbox, signature
from webhooks.event import check_app, read_event
from webhooks.events import KINDS

door = Blueprint("webhooks", __name__, url_prefix="/webhooks")
MAX_BODY: Final = 512_000  # bytes; the CRM cuts its bodies at 256 KB


@door.post("/crm")
def receive() -> Response:
    """200 once it is kept; 401 where the signature does not fit, 400 for no event of now, 403 for another app's."""
    request.max_content_length = MAX_BODY
    settings, now = db.settings(), datetime.now(UTC)
    raw = request.get_data(cache=False)
    signature.verify(raw, request.headers.get(signature.HEADER), settings.crm_webhook_keys)
    event = read_event(raw, request.headers.get("deliveryId"), now)
    check_app(event, settings.crm_app_id, KINDS)
    inbox.take(event, now)
    return jsonify({"ok": True})
