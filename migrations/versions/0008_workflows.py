"""The CRM's workflows: subscriptions of our triggers, and tokens that stand for a contact."""

from __future__ import annotations

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Keep subscriptions and contacts' tokens."""
