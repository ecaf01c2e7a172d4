"""The last click that a link's limit allows was made; fired once for each limit that is set."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plugin.workflows.triggers.kind import Event, LinkTold, about

kind: Final = "click_limit_reached"
label: Final = "Click limit reached"


def event(contact_id: str, link: LinkTold, told: Mapping[str, Any]) -> Event:
    """The link and its limit; the contact is who clicked last, empty where nobody knows."""
    return {**about(contact_id, link), "limit": int(told.get("limit") or 0), "at": str(told.get("at") or "")}
