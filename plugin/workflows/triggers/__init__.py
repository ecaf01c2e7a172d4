"""The kinds of trigger that workflows of the CRM can begin with, one file each; `marketplace.json` offers the same."""

from __future__ import annotations

from typing import Final

from plugin.workflows.triggers import click_limit_reached, lead_captured, link_clicked
from plugin.workflows.triggers.kind import Trigger

TRIGGERS: Final[tuple[Trigger, ...]] = (link_clicked, lead_captured, click_limit_reached)
BY_KEY: Final = {trigger.kind: trigger for trigger in TRIGGERS}
