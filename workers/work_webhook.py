"""Does what one event of the CRM asks for."""

from __future__ import annotations

from datetime import UTC, datetime

from plugin.jobs import job
from webhooks import inbox


@job
def work_webhook(webhook_id: str) -> None:
    """Work an event that was remembered; nothing where that has been done."""
    inbox.work(webhook_id, datetime.now(UTC))
