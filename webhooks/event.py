"""An event as the CRM tells it: read leniently, for its bodies differ from its papers, and bounded in time."""

from __future__ import annotations

import hashlib
import json
import math
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Final

from plugin.errors import Forbidden, SmartLinksError

# The CRM tries again for up to three days with the same time stamp (crm/FACTS.md 3.4).
OLDEST: Final = timedelta(days=4)
AHEAD: Final = timedelta(minutes=5)
LONGEST_ID: Final = 200
WHOLE_SECOND: Final = timedelta(microseconds=999_999)


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that happened in the CRM. `id` is the same each time it is told; `at` is the CRM's time."""

    id: str
    kind: str
    at: datetime
    body: dict[str, Any]

    def text(self, name: str) -> str | None:
        """A field of the body that is a string with something in it."""
        value = self.body.get(name)
        return value if isinstance(value, str) and value else None


def read_event(raw: bytes, delivery_id: str | None, now: datetime) -> Event:
    """The event of a verified body. Raises SmartLinksError 400: `bad_event`, `event_too_old`, `event_from_future`."""
    body = _object(raw)
    kind = body.get("type")
    if not isinstance(kind, str) or not kind:
        raise SmartLinksError("The event does not say its type.", code="bad_event", status=400)
    at = _moment(body.get("timestamp")) or now
    if at > now + AHEAD:
        raise SmartLinksError("The event is of a time to come.", code="event_from_future", status=400)
    if at < now - OLDEST:
        raise SmartLinksError("The event is older than any retry.", code="event_too_old", status=400)
    return Event(_id(body.get("webhookId")) or _id(delivery_id) or hashlib.sha256(raw).hexdigest(), kind, at, body)


def check_app(event: Event, app_id: str, kinds: tuple[str, ...]) -> None:
    """Raises Forbidden `other_app` unless the event is for us: one key signs for every app of the CRM."""
    told = event.body.get("appId")
    # Kinds that we do nothing about may leave it out; one that changes something may not.
    if told != app_id and (told is not None or event.kind in kinds):
        raise Forbidden("This event is for another app.", code="other_app")


def _object(raw: bytes) -> dict[str, Any]:
    try:
        body = _storable(json.loads(raw.decode()))
    except (ValueError, RecursionError) as fault:
        raise SmartLinksError("The body is not JSON.", code="bad_event", status=400) from fault
    if not isinstance(body, dict):
        raise SmartLinksError("The body is not a JSON object.", code="bad_event", status=400)
    return body


def _storable(value: Any) -> Any:
    """The same value without what JSON allows and PostgreSQL's jsonb refuses: NUL and lone surrogates."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode().replace("\x00", "")
    if isinstance(value, list):
        return [_storable(item) for item in value]
    if isinstance(value, dict):
        return {_storable(name): _storable(item) for name, item in value.items()}
    if isinstance(value, float) and not math.isfinite(value):
        raise ValueError("not a number of JSON")
    return value


def _moment(told: Any) -> datetime | None:
    if not isinstance(told, str):
        return None
    try:
        at = datetime.fromisoformat(told)
        at = (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return None
    # A stamp of whole seconds may be of any moment in it: read as its last, it does not seem to precede its cause.
    return at if "." in told else at + WHOLE_SECOND


def _id(told: Any) -> str | None:
    return told if isinstance(told, str) and 0 < len(told) <= LONGEST_ID else None
