"""Adds a link's CRM tags, and those of its campaign, to the contact who clicked."""

from __future__ import annotations

from typing import Final

from plugin.automations.actions.kind import EFFECT, SIGNS, Done, Errand, Once, Pace
from plugin.crm import contacts

kind: Final = "tag"
label: Final = "Add tags to the contact"
once: Once = EFFECT
pace: Pace = SIGNS

# The tags as they stand when the click is recorded: what is edited later counts for later clicks.
caused: Final = """
SELECT clicked.location_id, clicked.link_id, clicked.crm_contact_id, clicked.at, '' AS subject,
       jsonb_build_object('tags', links.crm_tags || coalesce(campaigns.crm_tags, '{}')) AS payload
FROM clicked
JOIN links ON links.location_id = clicked.location_id AND links.id = clicked.link_id
LEFT JOIN campaigns ON campaigns.location_id = links.location_id AND campaigns.id = links.campaign_id
LEFT JOIN switches ON switches.location_id = clicked.location_id
WHERE cardinality(links.crm_tags || coalesce(campaigns.crm_tags, '{}')) > 0 AND coalesce(switches.tag, true)
"""


def act(errand: Errand) -> Done:
    """Add the tags of all runs in one call, each once whatever its case: the CRM keeps them in lower case."""
    asked = [str(tag) for run in errand.runs for tag in run.payload["tags"]]
    wanted = {tag.casefold(): tag for tag in reversed(asked)}
    has = contacts.add_tags(errand.crm, errand.contact_id, list(reversed(wanted.values())))
    return Done({"tags": list(has)})
