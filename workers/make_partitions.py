"""Makes the coming months' partitions of clicks."""

from __future__ import annotations

from datetime import UTC, datetime

from plugin.clicks import partitions
from plugin.tenancy import unscoped


def make_partitions() -> None:
    """Make what is missing; only the owner may."""
    with unscoped("owner", "make the coming partitions") as session:
        partitions.make_partitions(session.connection(), datetime.now(UTC).date())
