"""A visitor filled in the form before a link; fired when the CRM knows them as a contact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plugin.workflows.triggers.kind import Event, LinkTold, about

kind: Final = "lead_captured"
label: Final = "Lead captured"
LEAD: Final = ("name", "email", "phone", "at")


def event(contact_id: str, link: LinkTold, told: Mapping[str, Any]) -> Event:
    """The contact, the link, and what the visitor told of themselves."""
    return {**about(contact_id, link), "lead": {name: str(told.get(name) or "") for name in LEAD}}
