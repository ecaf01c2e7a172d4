"""Companies install for many accounts: their own grant, and what an account owes to it."""

from __future__ import annotations

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Make room for companies' grants."""
