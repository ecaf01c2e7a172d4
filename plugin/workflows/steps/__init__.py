"""The kinds of step that workflows of the CRM can ask of us, one file each; `marketplace.json` offers the same."""

from __future__ import annotations

from typing import Final

from plugin.workflows.steps import contact_clicks, tracked_link
from plugin.workflows.steps.kind import Step

STEPS: Final[tuple[Step, ...]] = (tracked_link, contact_clicks)
BY_KEY: Final = {step.kind: step for step in STEPS}
