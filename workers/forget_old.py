"""Forgets what has served its time: sign-ins seen, rejected lines, keys of addresses, events, deleted contacts."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from plugin.tenancy import unscoped

# Keys of addresses are promised to live an hour at most, and this is asked for every few minutes.
BURSTS: Final = "DELETE FROM bursts WHERE noted_at < clock_timestamp() - interval '50 minutes'"
# What goes, and how old it must be. A sign-in's blob never expires by itself: what is forgotten could be played again.
OLD: Final = (
    ("sso_seen", "seen_at < now() - interval '400 days'"),
    ("journal_rejects", "at < now() - interval '90 days'"),
    # Longer than the CRM tells anything again, or anything so old: what comes late is still known.
    ("webhook_events", "received_at < now() - interval '8 days' AND outcome IS DISTINCT FROM 'failed'"),
    ("webhook_events", "received_at < now() - interval '30 days'"),
    ("contacts", "deleted_at < now() - interval '8 days' AND unlink_since IS NULL"),
    # Claims to be a contact whom the CRM did not know.
    ("contacts", "told = '{}' AND updated_at < now() - interval '30 days'"),
)


def forget_old() -> None:
    """Delete what is old enough."""
    with unscoped("cron", "forget what is old") as db:
        for table, age in OLD:
            db.execute(text(f"DELETE FROM {table} WHERE {age}"))  # noqa: S608 - both are ours, from the tuple above


def forget_bursts() -> None:
    """Delete the addresses' keys that have served their time."""
    with unscoped("cron", "forget the addresses' keys") as db:
        db.execute(text(BURSTS))
