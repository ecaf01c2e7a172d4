"""Adds a link's CRM tags, and those of its campaign, to the contact who clicked."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from plugin.crm import contacts
from plugin.crm.client import Crm

kind: Final = "tag"
label: Final = "Add tags to the contact"

# The tags as they stand when the click is recorded: what is edited later counts for later clicks.
caused: Final = """
SELECT hits.location_id, hits.link_id, hits.crm_contact_id, hits.at,
       jsonb_build_object('tags', links.crm_tags || coalesce(campaigns.crm_tags, '{}')) AS payload
FROM hits
JOIN links ON links.location_id = hits.location_id AND links.id = hits.link_id
LEFT JOIN campaigns ON campaigns.location_id = links.location_id AND campaigns.id = links.campaign_id
WHERE cardinality(links.crm_tags || coalesce(campaigns.crm_tags, '{}')) > 0
"""


def act(crm: Crm, contact_id: str, payload: Mapping[str, Any]) -> None:
    """Add the tags, each once whatever its case: the CRM keeps them in lower case."""
    tags = {str(tag).casefold(): str(tag) for tag in reversed(payload["tags"])}
    contacts.add_tags(crm, contact_id, list(reversed(tags.values())))
