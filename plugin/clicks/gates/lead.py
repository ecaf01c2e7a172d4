"""A link that first asks its visitors who they are."""

from __future__ import annotations

from typing import Final

from plugin.clicks.asked import Asked
from plugin.links.live import Live

kind: Final = "lead"
label: Final = "Form"
outcome: Final = "lead"
status: Final = 200
asks: Final = True


def shut(live: Live, asked: Asked, now: float) -> bool:  # noqa: ARG001 - every gate is asked alike
    """Until the visitor has filled in the form."""
    return live.lead_form is not None and not asked.passes.left
