"""What an account's plan hangs on: its trial, its payments, and until when it may be late."""

from __future__ import annotations

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    """Keep what a plan hangs on."""
