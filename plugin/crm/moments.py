"""Moments as the CRM writes them: ISO 8601, mostly with a zone, at times not there at all."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any


def moment_of(told: Any) -> datetime | None:
    """The moment in UTC, which is also taken where no zone is told; None for anything else."""
    try:
        at = datetime.fromisoformat(told)
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, OverflowError):
        return None
