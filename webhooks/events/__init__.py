"""The kinds of event that we act on, one file each; `marketplace.json` subscribes to the same."""

from __future__ import annotations

from typing import Final

from webhooks.events import (
    contact_create,
    contact_delete,
    contact_dnd_update,
    contact_tag_update,
    contact_update,
    install,
    location_update,
    payment,
    plan_change,
    uninstall,
    update,
)
from webhooks.events.kind import Kind

EVENTS: Final[tuple[Kind, ...]] = (
    install, uninstall, update, plan_change, payment, location_update,
    contact_create, contact_update, contact_delete, contact_tag_update, contact_dnd_update,
)  # fmt: skip
KINDS: Final = tuple(event.kind for event in EVENTS)
# An import in the CRM tells thousands of these at once.
MANY: Final = tuple(kind for kind in KINDS if kind.startswith("Contact"))
