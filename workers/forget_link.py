"""Removes what a deleted link leaves behind: its clicks, out of every number, and its runs."""

from __future__ import annotations

from plugin.automations import forget
from plugin.jobs import job


@job
def forget_link(*, location_id: int, link_id: int) -> None:
    """Remove them piece by piece; interrupted, it goes on from there when it is told again."""
    forget.forget_link(location_id, link_id)
