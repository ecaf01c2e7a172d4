"""Forgets what has served its time: sign-ins seen, rejected lines."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from plugin.tenancy import unscoped

# What goes, and how old it must be. A sign-in's blob never expires by itself: what is forgotten could be played again.
OLD: Final = (
    ("sso_seen", "seen_at < now() - interval '400 days'"),
    ("journal_rejects", "at < now() - interval '90 days'"),
)


def forget_old() -> None:
    """Delete what is old enough."""
    with unscoped("cron", "forget what is old") as db:
        for table, age in OLD:
            db.execute(text(f"DELETE FROM {table} WHERE {age}"))  # noqa: S608 - both are ours, from the tuple above
