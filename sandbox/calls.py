"""The log of requests got: what tests ask to see what an app under test really sent."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from werkzeug.exceptions import ClientDisconnected

from sandbox.ids import stamp

if TYPE_CHECKING:
    from flask import Request

KEPT: Final = 5_000
SHOWN_HEADERS: Final = ("Version", "Content-Type", "User-Agent")


@dataclass
class Calls:
    """How many came of each location, and the last of all, oldest first; no secrets and tokens are kept."""

    counts: Counter[str] = field(default_factory=Counter)
    _kept: deque[dict[str, Any]] = field(default_factory=lambda: deque(maxlen=KEPT))

    def add(self, request: Request, status: int, location: str | None) -> None:
        """Remember one call and its answer's status."""
        self.counts[location or ""] += 1
        self._kept.append(
            {
                "at": stamp(),
                "method": request.method,
                "path": request.path,
                "query": request.query_string.decode(errors="replace"),
                "headers": {name: request.headers[name] for name in SHOWN_HEADERS if name in request.headers},
                "body": _body(request),
                "grant_type": request.form.get("grant_type") or request.form.get("grantType"),
                "location_id": location,
                "status": status,
            }
        )

    def found(self, path: str = "", location: str = "", method: str = "") -> list[dict[str, Any]]:
        """The calls whose path begins so, of one location and method where given."""
        return [
            call
            for call in list(self._kept)
            if call["path"].startswith(path)
            and (not location or call["location_id"] == location)
            and (not method or call["method"] == method.upper())
        ]

    def clear(self) -> None:
        """Forget them."""
        self.counts.clear()
        self._kept.clear()


def _body(request: Request) -> Any:
    """What was sent, where it is JSON and came whole: a caller may be killed at any moment."""
    try:
        return request.get_json(silent=True) if request.is_json else None
    except ClientDisconnected:
        return None
