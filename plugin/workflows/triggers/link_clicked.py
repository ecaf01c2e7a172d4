"""A contact clicked a link: fired once for a contact and link within a few minutes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plugin.workflows.triggers.kind import Event, LinkTold, about

kind: Final = "link_clicked"
label: Final = "Link clicked"
CLICK: Final = ("at", "country", "region", "city", "device", "system", "browser", "source", "destination")


def event(contact_id: str, link: LinkTold, told: Mapping[str, Any]) -> Event:
    """The contact, the link, and where and on what the click was made."""
    return {**about(contact_id, link), "click": {name: str(told.get(name) or "") for name in CLICK}}
