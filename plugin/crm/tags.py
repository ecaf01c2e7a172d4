"""Tags of contacts, as the CRM tells them apart: whatever their case."""

from __future__ import annotations


def folded(tag: str) -> str:
    """The tag as it is compared; the CRM itself keeps tags in lower case (crm/FACTS.md section 5)."""
    return tag.strip().casefold()
