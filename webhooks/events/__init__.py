"""The kinds of event that we act on, one file each; `marketplace.json` subscribes to the same."""

from __future__ import annotations

from typing import Final

from webhooks.events import install, payment, plan_change, uninstall
from webhooks.events.kind import Kind

EVENTS: Final[tuple[Kind, ...]] = (install, uninstall, plan_change, payment)
KINDS: Final = tuple(event.kind for event in EVENTS)
