"""The kinds of action: what a click may cause in the CRM, one file each."""

from __future__ import annotations

from typing import Final

from plugin.automations.actions import lead, note, sync, tag, trigger, workflow
from plugin.automations.actions.kind import Action

ACTIONS: Final[tuple[Action, ...]] = (tag, sync, note, lead, workflow, trigger)
