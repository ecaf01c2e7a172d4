"""Takes a deleted contact's name off their clicks."""

from __future__ import annotations

from plugin.automations import forget_contact as forgetting
from plugin.jobs import job


@job
def forget_contact(*, location_id: int, crm_contact_id: str) -> None:
    """Unlink them piece by piece; interrupted, it goes on from there when it is told again."""
    forgetting.finish(location_id, crm_contact_id)
