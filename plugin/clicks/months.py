"""The months' partitions tended across all tenants: made ahead, packed when over, dropped once nothing is in them."""

from __future__ import annotations

from datetime import date
from typing import Final

from sqlalchemy import text

from plugin import db
from plugin.clicks import partitions
from plugin.tenancy import unscoped

LEFT: Final = "SELECT EXISTS (SELECT FROM clicks WHERE at < :until)"


def make(today: date) -> None:
    """Make what is missing; only the owner may."""
    with unscoped("owner", "make the coming partitions") as session:
        partitions.make_partitions(session.connection(), today)


def drop_past(today: date) -> list[str]:
    """Drop months that no plan shows any more, once all accounts' clicks have left them; gives their names."""
    with unscoped("owner", "find the months that are past") as session:
        past = partitions.past(session.connection(), today)
    dropped = []
    for name, until in past:
        # The owner sees no tenant's rows, so that it cannot tell whether there are any.
        with unscoped("recorder", "see whether a month is empty") as session:
            if session.scalar(text(LEFT), {"until": until}):
                break
        with unscoped("owner", "drop a month that is empty") as session:
            partitions.drop(session.connection(), name)
        dropped.append(name)
    return dropped


def pack(today: date) -> list[str]:
    """Pack the months that are over; gives their names."""
    return partitions.pack(db.engine(db.OWNER), today)
