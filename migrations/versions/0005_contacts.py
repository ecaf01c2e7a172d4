"""Our copy of what we may know of the CRM's contacts."""

from __future__ import annotations

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Make the copy of contacts."""
