"""Runs of every kind, and what each account lets clicks do in the CRM."""

from __future__ import annotations

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Widen runs and keep each account's switches."""
