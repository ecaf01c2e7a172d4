"""Adds a link's CRM tags, and those of its campaign, to the contact who clicked."""

from __future__ import annotations

from typing import Final

from sqlalchemy import text

from plugin.automations.actions.kind import EFFECT, SIGNS, Done, Errand, Once, Pace
from plugin.crm import contacts
from plugin.tenancy import tenant

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


# What the CRM has told us a moment ago that the contact has; for longer than that others may take tags off again.
TOLD: Final = """
SELECT answer->'tags' FROM runs
WHERE crm_contact_id = :contact_id AND kind = 'tag' AND state = 'done' AND finished_at > now() - interval '1 minute'
ORDER BY finished_at DESC LIMIT 1
"""


def act(errand: Errand) -> Done:
    """Add what the contact lacks of all runs' tags, in one call, each once whatever its case, as the CRM keeps them."""
    with tenant(errand.location_id) as db:
        has = db.scalar(text(TOLD), {"contact_id": errand.contact_id}) or []
    asked = [str(tag) for run in errand.runs for tag in run.payload["tags"]]
    wanted = {tag.casefold(): tag for tag in reversed(asked)}
    lacks = [tag for name, tag in reversed(wanted.items()) if name not in has]
    return Done({"tags": list(contacts.add_tags(errand.crm, errand.contact_id, lacks)) if lacks else has})
